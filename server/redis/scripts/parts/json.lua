--[[ json: the JSON of a list of names and values. Whole numbers stay whole: cjson would shorten what has 15 digits. ]]
local encode = { string = cjson.encode, boolean = tostring, userdata = function() return 'null' end }

function encode.number(value)
  return string.format('%.0f', value)
end

local function json(members)
  local parts = {}
  for i = 1, #members, 2 do
    local value = members[i + 1]
    parts[#parts + 1] = '"' .. members[i] .. '":' .. encode[type(value)](value)
  end
  return '{' .. table.concat(parts, ',') .. '}'
end

encode.table = json

local function refused(code, detail)
  return json(detail and { 'code', code, 'detail', detail } or { 'code', code })
end
