--[[ expire: puts back on sale what has run out.
  KEYS  generation, lines, book, index, holds, keys, units, expiring, queue
  ARGV  generation, show, sale, at
  Returns {'done', position, kinds, standing} | {'unknown'} | {'lost', generation in force or ''} ]]
-- include: json, book, lines, holds

if not book.seq then
  return { 'unknown' }
end
expireDue(tonumber(ARGV[4]))
return done(standing())
