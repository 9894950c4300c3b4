--[[ expire: puts back on sale what is due, a step of it.
  KEYS  generation, lines, book, index, holds, keys, units, expiring, queue
  ARGV  generation, show, sale, at
  Returns {'done', position, kinds, standing} | {'unknown'} | {'lost', generation in force or ''} ]]
-- include: json, book, lines, holds

if not book.seq then
  return { 'unknown' }
end
sweep(tonumber(ARGV[4]))
return done(standing())
