--[[ close: ends a sale. A close leaves what is held to be confirmed, after a cancellation all is due; the first end stands.
  KEYS  generation, lines, book, index, holds, keys, units, expiring, queue
  ARGV  generation, show, sale, at, 'closed' or 'cancelled'
  Returns {'done', position, kinds, standing} | {'unknown'} | {'lost', generation in force or ''} ]]
-- include: json, book, lines, holds

if not book.seq then
  return { 'unknown' }
end
local at, how = tonumber(ARGV[4]), ARGV[5]
if not book.ended then
  book.ended, book.queued = how, 0
  write('close', at, { 'how', how })
  book.endedAt = book.now
  saveEnd()
end
sweep(at)
return done(standing())
