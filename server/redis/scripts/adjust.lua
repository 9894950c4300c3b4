--[[ adjust: lowers stock or limit, or sets an earlier opening. Asked again, it does nothing.
  KEYS  generation, lines, book, index, holds, keys, units, expiring, queue
  ARGV  generation, show, sale, at, stock, perViewer, opensAt, closesAt (each '' to leave it as it is)
  Returns {'done', position, kinds, standing | {code: sale/ended, sale/only-down, sale/below-taken, sale/open,
          bad-request; detail}} | {'unknown'} | {'lost', generation in force or ''} ]]
-- include: json, book, lines, holds

if not book.seq then
  return { 'unknown' }
end
local at = tonumber(ARGV[4])
local names = { 'stock', 'perViewer', 'opensAt', 'closesAt' }
-- What is given; false for what is no whole number.
local wanted = {}
for i, name in ipairs(names) do
  if ARGV[4 + i] ~= '' then
    local value = tonumber(ARGV[4 + i])
    wanted[name] = value ~= nil and value == math.floor(value) and math.abs(value) ~= math.huge and value
  end
end

local function whyNotSo(name)
  if wanted[name] == nil then
    return nil
  end
  if not wanted[name] or wanted[name] < 1 then
    return refused('bad-request', name .. ': at least 1')
  end
  return wanted[name] > book[name] and refused('sale/only-down', string.format('%s is %.0f', name, book[name])) or nil
end

local function whyBelow()
  local taken = book.held + book.sold
  return wanted.stock and wanted.stock < taken and refused('sale/below-taken', string.format('%.0f are held or sold', taken))
end

local function whyNotThen()
  local opens, closes = wanted.opensAt, wanted.closesAt
  if (opens == nil and closes == nil) or (opens == book.opensAt and closes == book.closesAt) then
    return nil
  end
  if book.opensAt ~= 0 and timeOf(at) >= book.opensAt then
    return refused('sale/open')
  end
  if not opens or not closes then
    return refused('bad-request', 'opensAt, closesAt: together')
  end
  if opens < 1 or closes <= opens then
    return refused('bad-request', 'closesAt: after opensAt')
  end
  return book.opensAt ~= 0 and opens > book.opensAt and refused('bad-request', 'opensAt: only earlier') or nil
end

sweep(at)
if book.ended or isPast(timeOf(at)) then
  return done(refused('sale/ended'))
end
local why = whyNotSo('stock') or whyBelow() or whyNotSo('perViewer') or whyNotThen()
if why then
  return done(why)
end
local isSame = true
for _, name in ipairs(names) do
  if wanted[name] and wanted[name] ~= book[name] then
    isSame = false
    book[name] = wanted[name]
  end
end
if not isSame then
  book.available = book.stock - book.held - book.sold
  write('adjust', at, { 'terms', terms() })
  saveTerms()
end
return done(standing())
