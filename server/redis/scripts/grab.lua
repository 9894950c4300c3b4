--[[ grab: gives viewers units of one sale, or places in its queue. Each grab is decided by itself, in the order given.
  KEYS  generation, lines, book, index, holds, keys, units, expiring, queue
  ARGV  generation, show, sale, then of each grab: viewer, key, quantity (0: no whole number of at least 1), arrivedAt, hold
  Returns {'done', position, kinds, answer …} | {'unknown'} | {'lost', generation in force or ''}; an answer is
          {hold, expiresAt} | {hold, queued} | {code: sale/ended, not-open, bad-request, sale/limit, sold-out,
          sale/too-few, key-reused, busy; its data} ]]
-- include: json, book, lines, holds

if not book.seq then
  return { 'unknown' }
end

local function answerOf(id, hold)
  return hold.number and json({ 'hold', id, 'queued', hold.number }) or json({ 'hold', id, 'expiresAt', hold.expiresAt })
end

-- `mine`: units that the viewer holds, has bought, or waits for.
local function whyNot(quantity, arrivedAt, mine)
  if book.ended or isPast(arrivedAt) then
    return refused('sale/ended')
  end
  if book.opensAt == 0 or not (arrivedAt >= book.opensAt) then
    return json({ 'code', 'not-open', 'opensAt', book.opensAt })
  end
  if quantity < 1 then
    return refused('bad-request', 'quantity: at least 1')
  end
  if mine + quantity > book.perViewer then
    return json({ 'code', 'sale/limit', 'perViewer', book.perViewer, 'mine', mine })
  end
  local isQueue = book.queue == 1
  local mayCome = book.available + book.held
  if isQueue and book.queued >= 2 * mayCome or not isQueue and book.available == 0 then
    return refused('sold-out')
  end
  local left = isQueue and mayCome or book.available
  return quantity > left and json({ 'code', 'sale/too-few', 'left', left }) or nil
end

local function grab(viewer, key, quantity, arrivedAt, id)
  -- The length in front: keys of two viewers never meet, whatever stands in either.
  local keyName = #viewer .. ' ' .. viewer .. ' ' .. key
  local knownId = redis.call('HGET', keysKey, keyName)
  if knownId then
    local known = holdOf(knownId)
    return known.quantity == quantity and answerOf(knownId, known) or refused('key-reused')
  end
  sweep(arrivedAt)
  local why = whyNot(quantity, arrivedAt, tonumber(redis.call('HGET', unitsKey, viewer) or 0))
  if why then
    return why
  end
  -- Another's hold stays another's: the next try brings another id.
  if redis.call('HEXISTS', holdsKey, id) == 1 then
    return refused('busy')
  end
  local hold = { viewer = viewer, quantity = quantity }
  if book.queue == 1 then
    book.queued = book.queued + quantity
    book.lastNumber = book.lastNumber + 1
    hold.status, hold.number = 'queued', book.lastNumber
    write('queue', arrivedAt, { 'hold', id, 'viewer', viewer, 'quantity', quantity, 'key', key, 'number', hold.number })
    redis.call('ZADD', queueKey, hold.number, id)
    put(id, hold)
  else
    take(id, hold, key, arrivedAt)
  end
  redis.call('HSET', keysKey, keyName, id)
  redis.call('HINCRBY', unitsKey, viewer, string.format('%.0f', quantity))
  return answerOf(id, hold)
end

local answers = {}
for i = 4, #ARGV, 5 do
  answers[#answers + 1] = grab(ARGV[i], ARGV[i + 1], tonumber(ARGV[i + 2]), tonumber(ARGV[i + 3]), ARGV[i + 4])
end
return done(unpack(answers))
