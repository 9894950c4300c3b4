--[[ confirm: the shop has sold what is held. The same order again is the same answer.
  KEYS  generation, lines, book, index, holds, keys, units, expiring, queue
  ARGV  generation, show, sale, at, hold, order
  Returns {'done', position, kinds, {hold, order, viewer, quantity} | {code: hold/unknown, hold/confirmed, hold/queued,
          hold/released, hold/expired}} | {'unknown'} | {'lost', generation in force or ''} ]]
-- include: json, book, lines, holds

if not book.seq then
  return { 'unknown' }
end
local at, id, order = tonumber(ARGV[4]), ARGV[5], ARGV[6]
sweep(at)
local hold = holdAt(id, at)
if not hold then
  return done(refused('hold/unknown'))
end
local isRepeated = hold.status == 'confirmed' and hold.order == order
if hold.status ~= 'held' and not isRepeated then
  return done(refused('hold/' .. hold.status))
end
if not isRepeated then
  book.held = book.held - hold.quantity
  book.sold = book.sold + hold.quantity
  write('confirm', at, { 'hold', id, 'viewer', hold.viewer, 'quantity', hold.quantity, 'order', order })
  stopExpiring(id, hold)
  hold.status, hold.order = 'confirmed', order
  put(id, hold)
end
return done(json({ 'hold', id, 'order', order, 'viewer', hold.viewer, 'quantity', hold.quantity }))
