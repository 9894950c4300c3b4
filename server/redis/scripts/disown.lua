--[[ disown: takes the ledger out of force if it ends before a line that somebody was told of; its sales are lost then.
  KEYS  generation, lines
  ARGV  generation, told (the id of an entry that was there)
  Returns {'kept'} | {'disowned'} ]]
local generationKey, linesKey = KEYS[1], KEYS[2]
local generation, told = ARGV[1], ARGV[2]

if redis.call('GET', generationKey) ~= generation or redis.call('XRANGE', linesKey, told, told)[1] then
  return { 'kept' }
end
redis.call('DEL', generationKey)
return { 'disowned' }
