-- One turn of one JVM: what has become of its permits, then what it asks for. Every operation names its permit, so a
-- turn that is sent twice does what it does once. Times are microseconds of the server's clock.
--
-- KEYS  1 state (hash)  2 lanes (sorted set: permit -> when its lane is free)  3 tokens (hash: permit -> tokens booked)
--       4 JVMs (sorted set: id -> last seen)  5 line (sorted set of the JVMs that wait: id -> turn)
--       6 needs (hash: JVM that waits -> tokens of its first attempt)
-- ARGV  1 now, or -1 for the server's clock  2 JVM  3 lanes  4 period  5 tokens per period, or 0  6 channels' prefix
--       7 epoch the JVM knows, or empty  8, 9 lanes and tokens taken then  10 how long ago that was
--       then operations: hold id tokens | cool id age over tokens | adopt id age over tokens | free id | rejected
--                      | ask id tokens
-- reply epoch, lanes taken, tokens taken, JVMs of the last minute, when to ask again (-1: no need), permits given,
--       how long nothing is granted because the state is new, then for each ask without a permit the least wait

local STATE, LANES, TOKENS, JVMS, LINE, NEEDS = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6]
local SECOND = 1000000
local TRAVEL = SECOND / 10
local CAUTION = 2.4 * SECOND
local RENEWED = 4.9 * SECOND
local DAY = 24 * 3600
-- lanes that a call looks at, so that other users of this Redis wait no longer for a limit of thousands
local AT_ONCE, STEP = 200, 50

local now = tonumber(ARGV[1])
if now < 0 then
    local time = redis.call('TIME')
    now = time[1] * SECOND + time[2]
end
local me, lanes, period, budget = ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
local lease = RENEWED + period + TRAVEL
local memory = period + CAUTION - SECOND

local function whole(number)
    return string.format('%.0f', number)
end

local s = {}
do
    local flat = redis.call('HGETALL', STATE)
    for i = 1, #flat, 2 do
        s[flat[i]] = flat[i + 1]
    end
end
local function number(field)
    return tonumber(s[field] or 0)
end

local info = redis.pcall('INFO', 'server')
if type(info) ~= 'string' then
    return redis.error_reply('NOPERM this user may not run INFO, without which a restart of Redis is not noticed: +info')
end
local run = string.match(info, 'run_id:(%w+)') or ''

-- a clock that was set back by little stands still until it is there again; by more, and no time in the state means anything
local set_back = number('last') > now + SECOND
if not set_back then
    now = math.max(now, number('last'))
end

-- a part that was evicted makes the rest worthless
local whole_state = s.epoch and not set_back
        and redis.call('ZCARD', LANES) == number('taken')
        and (budget == 0 or redis.call('HLEN', TOKENS) == number('taken'))

-- whether a state that is not there can have been there within the period
local function may_be_lost()
    if s.epoch or redis.call('EXISTS', LANES, TOKENS, JVMS, LINE, NEEDS) > 0 then
        return true
    end
    local text = info
    for _, section in ipairs({ 'stats', 'replication', 'commandstats' }) do
        local more = redis.pcall('INFO', section)
        text = text .. (type(more) == 'string' and more or '')
    end
    local up = tonumber(string.match(text, 'uptime_in_seconds:(%d+)') or 0)
    return (up - 1) * SECOND < memory
            or not string.find(text, 'evicted_keys:0%s')
            or not string.find(text, 'second_repl_offset:-1', 1, true)
            or string.find(text, 'cmdstat_flush') ~= nil
            or string.find(text, 'cmdstat_swapdb') ~= nil
            or string.find(text, 'resetstat') ~= nil
end

if s.run ~= run or not whole_state then
    s.busy = now + CAUTION
    if memory > CAUTION and may_be_lost() then
        s.busy = now + memory
    end
    s.run = run
    s.epoch = run .. ':' .. whole(now)
    s.kept, s.kept_tokens = s.taken, s.booked
end
if not whole_state then
    redis.call('DEL', LANES, TOKENS, JVMS)
    s = { sequence = s.sequence, busy = s.busy, run = s.run, epoch = s.epoch }
end

local taken, booked, settled = number('taken'), number('booked'), number('settled')
local lost, lost_tokens, lost_ends = number('lost'), number('lost_tokens'), number('lost_ends')
if now >= lost_ends then
    lost, lost_tokens = 0, 0
end
local busy = number('busy')

local function book(id, tokens, over)
    if budget == 0 then
        return
    end
    local before = redis.call('HGET', TOKENS, id)
    if before then
        local old = tonumber(string.match(before, '%d+'))
        booked = booked - old
        if string.sub(before, 1, 1) == 'o' then
            settled = settled - old
        end
    end
    if tokens then
        booked = booked + tokens
        if over then
            settled = settled + tokens
        end
        redis.call('HSET', TOKENS, id, (over and 'o' or '') .. whole(tokens))
    elseif before then
        redis.call('HDEL', TOKENS, id)
    end
end

local function free(id)
    if redis.call('ZREM', LANES, id) == 1 then
        taken = taken - 1
        book(id)
    end
end

local function take(id, tokens, until_when, over)
    if redis.call('ZADD', LANES, whole(until_when), id) == 1 then
        taken = taken + 1
    end
    book(id, tokens, over)
end

local last_lane = redis.call('ZRANGE', LANES, -1, -1, 'WITHSCORES')[2]
if last_lane and tonumber(last_lane) <= now then
    redis.call('UNLINK', LANES, TOKENS)
    taken, booked, settled = 0, 0, 0
else
    -- the rest with the next call: it counts as taken until then
    for _, id in ipairs(redis.call('ZRANGEBYSCORE', LANES, '-inf', whole(now), 'LIMIT', 0, AT_ONCE)) do
        free(id)
    end
end

-- what others had before the state was lost: a JVM knows what it was told last
local known_epoch, age = ARGV[7], tonumber(ARGV[10])
if known_epoch ~= '' and known_epoch ~= s.epoch and age < memory then
    lost = math.max(lost, tonumber(ARGV[8]) - number('kept'))
    lost_tokens = math.max(lost_tokens, tonumber(ARGV[9]) - number('kept_tokens'))
    lost_ends = math.max(lost_ends, now + memory - age)
end

local function margin()
    return now < number('margin_ends') and number('margin') or 0
end

local function known(id)
    return redis.call('ZSCORE', LANES, id)
end

local asks, ids = {}, {}
local i = 11
while i <= #ARGV do
    local what, id = ARGV[i], ARGV[i + 1]
    if what == 'ask' then
        asks[#asks + 1] = tonumber(ARGV[i + 2])
        ids[#ids + 1] = id
        i = i + 3
    elseif what == 'hold' then
        local tokens = tonumber(ARGV[i + 2])
        if not known(id) then
            lost = math.max(0, lost - 1)
            lost_tokens = math.max(0, lost_tokens - tokens)
        end
        take(id, tokens, now + lease, false)
        i = i + 3
    elseif what == 'cool' or what == 'adopt' then
        local ends = now - tonumber(ARGV[i + 2]) + period + margin()
        if known(id) or (what == 'adopt' and ends > now) then
            if ends > now then
                take(id, tonumber(ARGV[i + 4]), ends, ARGV[i + 3] == '1')
            else
                free(id)
            end
        end
        i = i + 5
    elseif what == 'free' then
        free(id)
        i = i + 2
    else
        s.margin = math.min(SECOND, math.max(TRAVEL, 2 * margin()))
        s.margin_ends = now + 30 * SECOND
        i = i + 1
    end
end

redis.call('ZADD', JVMS, whole(now), me)
redis.call('ZREMRANGEBYSCORE', JVMS, '-inf', whole(now - 60 * SECOND))

-- who waits and has not been heard of does not keep others waiting
local function head()
    local first = redis.call('ZRANGE', LINE, 0, 0)[1]
    while first do
        local seen = redis.call('ZSCORE', JVMS, first)
        if seen and tonumber(seen) > now - 2.5 * SECOND then
            return first
        end
        redis.call('ZREM', LINE, first)
        redis.call('HDEL', NEEDS, first)
        first = redis.call('ZRANGE', LINE, 0, 0)[1]
    end
    return nil
end

local function room(tokens)
    return now >= busy and taken + lost < lanes
            and (budget == 0 or booked + lost_tokens <= 0 or tokens <= budget - booked - lost_tokens)
end

local function enqueue()
    s.sequence = number('sequence') + 1
    redis.call('ZADD', LINE, whole(s.sequence), me)
end

local function tokens_of(kept)
    return tonumber(string.match(kept or '0', '%d+'))
end

-- the end of the first lane with which enough is free, as how long until then; of what lies beyond those looked at only
-- the least. The visitor is told the tokens that a lane has booked, and says whether it is enough.
local function walk(visit)
    local wait
    for at = 0, AT_ONCE - STEP, STEP do
        local some = redis.call('ZRANGE', LANES, at, at + STEP - 1, 'WITHSCORES')
        if #some == 0 then
            return nil
        end
        local here, kept = {}, {}
        for k = 1, #some, 2 do
            here[#here + 1] = some[k]
        end
        if budget > 0 then
            kept = redis.call('HMGET', TOKENS, unpack(here))
        end
        for k = 1, #here do
            wait = math.max(0, tonumber(some[2 * k]) - now)
            if visit(kept[k] or '0', wait) then
                return wait
            end
        end
    end
    return math.max(wait, SECOND / 100)
end

-- how long until there is room for so many tokens, as far as is known
local function until_room(tokens)
    if now < busy then
        return busy - now
    end
    if room(tokens) then
        return 0
    end
    local soonest = lost > 0 and lost_ends - now or math.huge
    local left, left_tokens = taken + lost, booked + lost_tokens
    local wait = walk(function(kept, wait)
        left = left - 1
        left_tokens = left_tokens - tokens_of(kept)
        return wait >= soonest
                or left < lanes and (budget == 0 or left_tokens <= 0 or tokens <= budget - left_tokens)
    end)
    return math.min(wait or soonest, soonest)
end

local given = 0
if #asks > 0 then
    local first = head()
    local late = first and s.head == first and now > number('due') + SECOND / 10
    local mine = not first or first == me or late
    local others = redis.call('ZCARD', LINE) - (redis.call('ZSCORE', LINE, me) and 1 or 0)
    local most = #asks
    if others > 0 then
        most = math.max(1, math.floor((lanes - taken - lost) / (others + 1)))
    end
    for k = 1, #asks do
        local had = known(ids[k])
        if had or (mine and given < most and room(asks[k])) then
            take(ids[k], asks[k], now + lease, false)
            given = given + 1
        else
            break
        end
    end
    if late and first ~= me then
        s.sequence = number('sequence') + 1
        redis.call('ZADD', LINE, whole(s.sequence), first)
    end
    if given == #asks then
        redis.call('ZREM', LINE, me)
        redis.call('HDEL', NEEDS, me)
    else
        if given > 0 or not redis.call('ZSCORE', LINE, me) then
            enqueue()
        end
        if budget > 0 then
            redis.call('HSET', NEEDS, me, whole(asks[given + 1]))
        end
    end
else
    redis.call('ZREM', LINE, me)
    redis.call('HDEL', NEEDS, me)
end

-- the first in line is told when to come, unless it knows
local again = -1
local first = head()
if first then
    local wait = math.min(until_room(budget > 0 and tonumber(redis.call('HGET', NEEDS, first) or 0) or 0), SECOND)
    local due = now + wait
    if first ~= me and (s.head ~= first or due < number('due') - 1000) then
        redis.pcall('PUBLISH', ARGV[6] .. first, whole(wait))
    end
    -- one that is late stays late, however often others ask
    if s.head ~= first or first == me or due < number('due') then
        s.due = due
    end
    s.head = first
    if given < #asks then
        local place = redis.call('ZRANK', LINE, me)
        again = math.min(SECOND, wait + place * 2 * TRAVEL)
    end
else
    s.head = ''
end

local reply = { s.epoch, whole(taken + lost), whole(booked + lost_tokens), redis.call('ZCARD', JVMS),
        whole(math.ceil(again)), given, whole(math.ceil(math.max(0, busy - now))) }

-- the least wait of those who got none, behind those of the same JVM: what is not known may be free now or in a period
local function least_for_lane(ahead)
    local behind = ahead % lanes - (lanes - taken - lost)
    local rounds = math.floor(ahead / lanes) * period
    if behind < 0 then
        return rounds
    end
    local lane = redis.call('ZRANGE', LANES, whole(behind), whole(behind), 'WITHSCORES')[2]
    if lost > 0 then
        lane = redis.call('ZRANGE', LANES, 0, 0, 'WITHSCORES')[2]
    end
    local wait = lane and math.min(tonumber(lane) - now, period) or period
    return rounds + (lost > 0 and math.min(wait, lost_ends - now) or wait)
end

local function least_for_tokens(tokens)
    local left = settled
    if left <= 0 or tokens <= budget - left then
        return 0
    end
    return walk(function(kept)
        if string.sub(kept, 1, 1) == 'o' then
            left = left - tokens_of(kept)
        end
        return left <= 0 or tokens <= budget - left
    end) or 0
end

local caution = math.max(0, busy - now)
local tokens_wait = given < #asks and budget > 0 and least_for_tokens(asks[given + 1]) or 0
for k = given + 1, #asks do
    reply[#reply + 1] = whole(math.floor(math.max(caution, tokens_wait, least_for_lane(k - given - 1))))
end

s.last = now
s.taken, s.booked, s.settled = whole(taken), whole(booked), whole(settled)
s.lost, s.lost_tokens, s.lost_ends = whole(lost), whole(lost_tokens), whole(lost_ends)
local flat = {}
for field, value in pairs(s) do
    flat[#flat + 1] = field
    flat[#flat + 1] = type(value) == 'number' and whole(value) or value
end
if not whole_state then
    redis.call('DEL', STATE)
end
redis.call('HSET', STATE, unpack(flat))
for _, key in ipairs(KEYS) do
    redis.call('EXPIRE', key, whole(math.max(DAY, math.ceil(2 * period / SECOND))))
end
return reply
