--[[ json: the JSON of a list of names and values. Whole numbers stay whole: cjson would shorten what has 15 digits. ]]
local encode = { string = cjson.encode, boolean = tostring, userdata = function() return 'null' end }

function encode.number(value)
  return string.format('%.0f', value)
end

-- The inside of an object.
local function members(list)
  local parts = {}
  for i = 1, #list, 2 do
    local value = list[i + 1]
    parts[#parts + 1] = '"' .. list[i] .. '":' .. encode[type(value)](value)
  end
  return table.concat(parts, ',')
end

local function json(list)
  return '{' .. members(list) .. '}'
end

encode.table = json

local function refused(code, detail)
  return json(detail and { 'code', code, 'detail', detail } or { 'code', code })
end
