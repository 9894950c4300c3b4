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

-- `book.seq` is absent when the sale was never opened here; `book.ended` is 'closed', 'cancelled' or absent, as is its time.
local book = {}
local termFields = { 'stock', 'perViewer', 'holdMs', 'opensAt', 'closesAt', 'queue', 'rehearsal' }
-- What lines move, as one text of numbers: it is written with each of them.
local movedFields = { 'seq', 'available', 'held', 'sold', 'queued', 'serving', 'lastNumber', 'now' }
local movedFormat = '%.0f %.0f %.0f %.0f %.0f %.0f %.0f %.0f'

local function load()
  local found = redis.call('HMGET', bookKey, 'moved', 'ended', 'endedAt', unpack(termFields))
  if not found[1] then
    return
  end
  for i, field in ipairs(termFields) do
    book[field] = tonumber(found[3 + i])
  end
  local i = 0
  for number in string.gmatch(found[1], '%d+') do
    i = i + 1
    book[movedFields[i]] = tonumber(number)
  end
  book.ended = found[2] or nil
  book.endedAt = found[3] and tonumber(found[3]) or nil
end

load()

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

local totalsFormat = '{"seq":%.0f,"stock":%.0f,"perViewer":%.0f,"available":%.0f,"held":%.0f,"sold":%.0f,'
  .. '"queued":%.0f,"serving":%.0f}'

local function totals()
  return string.format(totalsFormat, book.seq, book.stock, book.perViewer, book.available, book.held, book.sold,
    book.queued, book.serving)
end

-- The oldest hold: when it runs out, and its id. Looked up once; nil: to be looked up, false: there is none.
local oldest = nil

local function oldestHold()
  if oldest == nil then
    local found = redis.call('ZRANGE', expiringKey, 0, 0)[1]
    oldest = false
    if found then
      local expiresAt, id = string.match(found, '^(%d+) (.+)$')
      oldest = { expiresAt = tonumber(expiresAt), id = id }
    end
  end
  return oldest
end

local function standing()
  local first = oldestHold()
  -- All that is left of a cancelled sale is due.
  local nextExpiryAt = first and (book.ended == 'cancelled' and book.endedAt or first.expiresAt)
  local rest = members({ 'ended', book.ended or cjson.null, 'nextExpiryAt', nextExpiryAt or cjson.null })
  return '{"terms":' .. json(terms()) .. ',"totals":' .. totals() .. ',' .. rest .. '}'
end
