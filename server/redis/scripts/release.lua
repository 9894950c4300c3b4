--[[ release: gives held units, or a place in the queue, back. Asked again, it does nothing.
  KEYS  generation, lines, book, index, holds, keys, units, expiring, queue
  ARGV  generation, show, sale, at, hold, 'viewer' or 'shop', the viewer who asks ('' for the shop)
  Returns {'done', position, kinds, {hold} | {code: hold/unknown, hold/confirmed, hold/expired, sale/ended}}
          | {'unknown'} | {'lost', generation in force or ''} ]]
-- include: json, book, lines, holds

if not book.seq then
  return { 'unknown' }
end
local at, id, by, viewer = tonumber(ARGV[4]), ARGV[5], ARGV[6], ARGV[7]
sweep(at)
local hold = holdAt(id, at)
if not hold or (by == 'viewer' and hold.viewer ~= viewer) then
  return done(refused('hold/unknown'))
end
if hold.status == 'confirmed' or hold.status == 'expired' then
  return done(refused('hold/' .. hold.status))
end
-- The end of a sale has emptied its queue.
if hold.status == 'queued' and book.ended then
  return done(refused('sale/ended'))
end
if hold.status ~= 'released' then
  giveBack(id, hold, by, at)
end
return done(json({ 'hold', id }))
