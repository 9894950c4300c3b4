--[[ holds: units in somebody's hands, and places in the queue. Every change is a line. ]]
local function holdOf(id)
  local text = redis.call('HGET', holdsKey, id)
  return text and cjson.decode(text)
end

local function put(id, hold)
  local says = { 'viewer', hold.viewer, 'quantity', hold.quantity, 'status', hold.status }
  for _, name in ipairs({ 'expiresAt', 'number', 'order' }) do
    if hold[name] then
      says[#says + 1] = name
      says[#says + 1] = hold[name]
    end
  end
  redis.call('HSET', holdsKey, id, json(says))
end

-- Units go from available to held. `number` is the queue's, if the hold comes from there; `key` is the grab's.
local function take(id, hold, key, at)
  local expiresAt = timeOf(at) + book.holdMs
  local says = { 'hold', id, 'viewer', hold.viewer, 'quantity', hold.quantity, 'key', key, 'expiresAt', expiresAt }
  book.available = book.available - hold.quantity
  book.held = book.held + hold.quantity
  if hold.number then
    book.queued = book.queued - hold.quantity
    book.serving = hold.number
    says[#says + 1] = 'number'
    says[#says + 1] = hold.number
  end
  write('hold', at, says)
  -- In the order of their lines, which is that in which they run out: all last equally long.
  redis.call('ZADD', expiringKey, book.seq, string.format('%.0f', expiresAt) .. ' ' .. id)
  if hold.number then
    redis.call('ZREM', queueKey, id)
  end
  -- Whoever was the oldest stays so; where there was none, it is looked up anew.
  oldest = oldest or nil
  hold.status, hold.expiresAt = 'held', expiresAt
  put(id, hold)
  return expiresAt
end

-- Nothing runs out of what is sold or given back.
local function stopExpiring(id, hold)
  redis.call('ZREM', expiringKey, string.format('%.0f', hold.expiresAt) .. ' ' .. id)
  oldest = nil
end

-- Held units are available again, or a place in the queue is given up: a release `by` somebody, or an expiry.
local function giveBack(id, hold, by, at)
  local says = { 'hold', id, 'viewer', hold.viewer, 'quantity', hold.quantity }
  if by then
    says[#says + 1] = 'by'
    says[#says + 1] = by
  end
  if hold.status == 'queued' then
    says[#says + 1] = 'number'
    says[#says + 1] = hold.number
    book.queued = book.queued - hold.quantity
  else
    book.held = book.held - hold.quantity
    book.available = book.available + hold.quantity
  end
  write(by and 'release' or 'expire', at, says)
  if hold.status == 'queued' then
    redis.call('ZREM', queueKey, id)
  else
    stopExpiring(id, hold)
  end
  redis.call('HINCRBY', unitsKey, hold.viewer, string.format('%.0f', -hold.quantity))
  hold.status = by and 'released' or 'expired'
  put(id, hold)
end

local function expireDue(at)
  while true do
    local first = oldestHold()
    if not first or first.expiresAt > timeOf(at) then
      return
    end
    giveBack(first.id, holdOf(first.id), nil, at)
  end
end
