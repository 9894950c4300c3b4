--[[ lines: what a verb writes. Whoever calls `write` has moved the units in `book`; nothing is written that does not add up. ]]
local kinds, position = {}, ''
local maxCount = 9007199254740991

local function isCount(value)
  return value >= 0 and value <= maxCount and value == math.floor(value)
end

local function save()
  redis.call('HSET', bookKey, 'moved', string.format(movedFormat, book.seq, book.available, book.held, book.sold,
    book.queued, book.serving, book.lastNumber, book.now))
end

-- The terms, of a sale that is set up or adjusted; its end.
local function saveTerms()
  local found = {}
  for _, field in ipairs(termFields) do
    found[#found + 1] = field
    found[#found + 1] = string.format('%.0f', book[field])
  end
  redis.call('HSET', bookKey, unpack(found))
end

local function saveEnd()
  redis.call('HSET', bookKey, 'ended', book.ended, 'endedAt', string.format('%.0f', book.endedAt))
end

-- One line: its kind, when, and what else it says, as names and values.
local function write(kind, at, says)
  book.now = timeOf(at)
  book.seq = book.seq + 1
  local text = string.format('{"kind":"%s",%s,"at":%.0f,"after":%s}', kind, members(says), book.now, totals())
  local addsUp = book.available + book.held + book.sold == book.stock
  if not (addsUp and isCount(book.available) and isCount(book.held) and isCount(book.sold) and isCount(book.queued)) then
    error('the ledger of ' .. show .. '/' .. sale .. ' does not add up: ' .. text)
  end
  -- The stream comes first: a Redis that is out of memory refuses a script's first write, and then nothing has happened.
  position = redis.call('XADD', linesKey, '*', 'sale', show .. '.' .. sale, 'line', text)
  redis.call('RPUSH', indexKey, position)
  save()
  kinds[#kinds + 1] = kind
end

-- What a verb returns: the place of its last line ('' for none), the kinds of its lines, and its answers as JSON.
local function done(...)
  return { 'done', position, table.concat(kinds, ' '), ... }
end
