--[[ admit: gives the next in the queue their units, as far as there are any, in the order of their numbers.
  KEYS  generation, lines, book, index, holds, keys, units, expiring, queue
  ARGV  generation, show, sale, at, count (at most so many)
  Returns {'done', position, kinds, standing} | {'unknown'} | {'lost', generation in force or ''} ]]
-- include: json, book, lines, holds

if not book.seq then
  return { 'unknown' }
end
local at, count = tonumber(ARGV[4]), tonumber(ARGV[5])
sweep(at)
if book.ended or isPast(timeOf(at)) then
  return done(standing())
end
local admitted, passedOver = 0, 0
while admitted < count and passedOver < sweepLimit do
  local id = redis.call('ZRANGE', queueKey, 0, 0)[1]
  if not id then
    break
  end
  local waiting = holdOf(id)
  if waiting.quantity > book.available + book.held then
    -- Too many were sold meanwhile: even if every hold ran out, this could not be served.
    giveBack(id, waiting, 'shortage', at)
    passedOver = passedOver + 1
  elseif waiting.quantity > book.available then
    -- Nobody overtakes whoever is first, even if there would be enough for somebody behind.
    break
  else
    take(id, waiting, '', at)
    admitted = admitted + 1
  end
end
return done(standing())
