--[[ close: ends a sale. A close leaves what is held to be confirmed, a cancellation gives it all back; the first end stands.
  KEYS  generation, lines, book, index, holds, keys, units, expiring, queue
  ARGV  generation, show, sale, at, 'closed' or 'cancelled'
  Returns {'done', position, kinds, standing} | {'unknown'} | {'lost', generation in force or ''} ]]
-- include: json, book, lines, holds

if not book.seq then
  return { 'unknown' }
end
local at, how = tonumber(ARGV[4]), ARGV[5]
expireDue(at)
if book.ended then
  return done(standing())
end
if how == 'cancelled' then
  -- Oldest first: whoever has been admitted came before all who still wait.
  for _, each in ipairs(redis.call('ZRANGE', expiringKey, 0, -1)) do
    local id = string.match(each, '^%d+ (.+)$')
    giveBack(id, holdOf(id), 'cancellation', at)
  end
  for _, id in ipairs(redis.call('ZRANGE', queueKey, 0, -1)) do
    giveBack(id, holdOf(id), 'cancellation', at)
  end
end
book.ended, book.queued = how, 0
write('close', at, { 'how', how })
saveEnd()
return done(standing())
