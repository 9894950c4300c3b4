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

local function isDue(hold, at)
  return book.ended == 'cancelled' or hold.expiresAt <= timeOf(at)
end

-- What had run out when the sale was cancelled has run out, whenever it is said.
local function giveUp(id, hold, at)
  local isCancelled = book.ended == 'cancelled' and hold.expiresAt > book.endedAt
  giveBack(id, hold, isCancelled and 'cancellation' or nil, at)
end

-- Holds that one run gives up at most because they are due, also for many grabs: as in shared/sale/sweep-limit.ts.
local sweepLimit = 500
local swept = 0

-- Gives up what is due, oldest first, as much as one run may.
local function sweep(at)
  while swept < sweepLimit do
    local first = oldestHold()
    if not first or not isDue(first, at) then
      return
    end
    giveUp(first.id, holdOf(first.id), at)
    swept = swept + 1
  end
end

-- A hold as it is by then, even if no sweep has come to it.
local function holdAt(id, at)
  local hold = holdOf(id)
  if hold and hold.status == 'held' and isDue(hold, at) then
    giveUp(id, hold, at)
  end
  return hold
end
