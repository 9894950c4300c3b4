--[[ tail: a page of the lines of all sales, in the order in which they were written.
  KEYS  generation, lines
  ARGV  generation, from (as XRANGE takes it), limit
  Returns {'done', entry …}, an entry as XRANGE has it, | {'lost', generation in force or ''} ]]
local generationKey, linesKey = KEYS[1], KEYS[2]
local generation, from, limit = ARGV[1], ARGV[2], ARGV[3]

local inForce = redis.call('GET', generationKey)
if inForce ~= generation then
  return { 'lost', inForce or '' }
end
local page = redis.call('XRANGE', linesKey, from, '+', 'COUNT', limit)
table.insert(page, 1, 'done')
return page
