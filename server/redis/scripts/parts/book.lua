--[[ book: how one sale stands. Read whole; saved with every line, so that each line is true for itself.
  KEYS  generation, lines, book, index, holds, keys, units, expiring, queue (server/redis/keys.ts)
  ARGV  generation, show, sale, and what the verb adds
  Ends the script with {'lost', the generation in force or ''} when that is not the one asked for. ]]
local generationKey, linesKey, bookKey, indexKey, holdsKey, keysKey, unitsKey, expiringKey, queueKey = unpack(KEYS)
local generation, show, sale = ARGV[1], ARGV[2], ARGV[3]

local inForce = redis.call('GET', generationKey)
if inForce ~= generation then
  return { 'lost', inForce or '' }
end

local fields = {
  'stock', 'perViewer', 'holdMs', 'opensAt', 'closesAt', 'queue', 'rehearsal',
  'seq', 'available', 'held', 'sold', 'queued', 'serving', 'lastNumber', 'now', 'ended',
}
-- `seq` is absent when the sale was never opened here; `ended` is 'closed', 'cancelled' or absent; all others are numbers.
local book = {}
for i, value in ipairs(redis.call('HMGET', bookKey, unpack(fields))) do
  book[fields[i]] = tonumber(value) or value or nil
end

-- No line is dated before the last one, whatever its asker's clock says.
local function timeOf(at)
  return at > book.now and at or book.now
end

local function isPast(at)
  return book.opensAt ~= 0 and at >= book.closesAt
end

local function terms()
  return {
    'show', show, 'sale', sale, 'stock', book.stock, 'perViewer', book.perViewer, 'holdMs', book.holdMs,
    'opensAt', book.opensAt, 'closesAt', book.closesAt, 'queue', book.queue == 1, 'rehearsal', book.rehearsal == 1,
  }
end

local function totals()
  return {
    'seq', book.seq, 'stock', book.stock, 'perViewer', book.perViewer, 'available', book.available,
    'held', book.held, 'sold', book.sold, 'queued', book.queued, 'serving', book.serving,
  }
end

-- The oldest hold: when it runs out, and its id.
local function oldestHold()
  local oldest = redis.call('ZRANGE', expiringKey, 0, 0)[1]
  if not oldest then
    return nil
  end
  local expiresAt, id = string.match(oldest, '^(%d+) (.+)$')
  return tonumber(expiresAt), id
end

local function standing()
  return json({
    'terms', terms(), 'totals', totals(), 'ended', book.ended or cjson.null, 'nextExpiryAt', oldestHold() or cjson.null,
  })
end
