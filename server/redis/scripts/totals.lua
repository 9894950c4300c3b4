--[[ totals: how a sale stands. Writes nothing.
  KEYS  generation, lines, book, index, holds, keys, units, expiring, queue
  ARGV  generation, show, sale
  Returns {'done', '', '', standing} | {'unknown'} | {'lost', generation in force or ''} ]]
-- include: json, book, lines

if not book.seq then
  return { 'unknown' }
end
return done(standing())
