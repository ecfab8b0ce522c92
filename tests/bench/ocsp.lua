-- wrk: asks about many certificates in turn. REQUESTS is a file with a path a line (METHOD=GET) or a body a line in
-- hexadecimal (METHOD=POST, all to PREFIX). Prints one line of JSON.
local method = os.getenv("METHOD")
local prefix = os.getenv("PREFIX")
local requests, count, at = {}, 0, 0

function init()
  for line in io.lines(os.getenv("REQUESTS")) do
    count = count + 1
    if method == "GET" then
      requests[count] = wrk.format("GET", prefix .. "/" .. line)
    else
      local body = line:gsub("%x%x", function(byte) return string.char(tonumber(byte, 16)) end)
      requests[count] = wrk.format("POST", prefix, { ["Content-Type"] = "application/ocsp-request" }, body)
    end
  end
end

function request()
  at = at % count + 1
  return requests[at]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format('{"seconds":%f,"responses":%d,"p50":%d,"p99":%d,"wrong":%d,"broken":%d}\n',
    summary.duration / 1e6, summary.requests, latency:percentile(50), latency:percentile(99),
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
