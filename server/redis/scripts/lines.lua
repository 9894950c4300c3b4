--[[ lines: a page of one sale's lines.
  KEYS  generation, lines, index
  ARGV  generation, after (a line's number), limit
  Returns {'done', entry …}, an entry as XRANGE has it, | {'lost', generation in force or ''} ]]
local generationKey, linesKey, indexKey = KEYS[1], KEYS[2], KEYS[3]
local generation, after, limit = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])

local inForce = redis.call('GET', generationKey)
if inForce ~= generation then
  return { 'lost', inForce or '' }
end
local page = { 'done' }
for _, position in ipairs(redis.call('LRANGE', indexKey, after, after + limit - 1)) do
  page[#page + 1] = redis.call('XRANGE', linesKey, position, position)[1]
end
return page
