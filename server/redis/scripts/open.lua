--[[ open: sets a sale up, or again while nobody has asked for anything; the same terms again do nothing.
  KEYS  generation, lines, book, index, holds, keys, units, expiring, queue
  ARGV  generation, show, sale, at, 'new' (a ledger may begin here) or '', then the terms:
        stock, perViewer, holdMs, opensAt, closesAt, queue (1 or 0), rehearsal (1 or 0)
  Returns {'done', position, kinds, standing | {code: sale/exists}} | {'lost', generation in force or ''} ]]
if ARGV[5] == 'new' then
  redis.call('SET', KEYS[1], ARGV[1], 'NX')
end
-- include: json, book, lines

local at = tonumber(ARGV[4])
local isSame = book.seq ~= nil
for i, field in ipairs(termFields) do
  local wanted = tonumber(ARGV[5 + i])
  isSame = isSame and book[field] == wanted
  book[field] = wanted
end
if isSame then
  return done(standing())
end
if book.ended or (book.seq and redis.call('HLEN', holdsKey) > 0) then
  return done(refused('sale/exists'))
end
book.seq, book.now, book.lastNumber = book.seq or 0, book.now or 0, 0
book.available, book.held, book.sold, book.queued, book.serving = book.stock, 0, 0, 0, 0
write('open', at, { 'terms', terms() })
saveTerms()
return done(standing())
