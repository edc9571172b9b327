-- SPDX-License-Identifier: GPL-2.0-or-later
--
-- What one would write in an hour instead of sipexplain: a Lua post-dissector
-- that asks for the field and looks it up in a table. For the benchmark only.

local texts = {
    [100] = "the next hop has the request and is working on it",
    [180] = "the called device is alerting its user",
    [200] = "the request succeeded",
    [401] = "the server asks the client to authenticate",
    [404] = "no such user or number in this domain",
    [407] = "a proxy asks the client to authenticate",
    [486] = "the called device is busy",
    [487] = "the request was cancelled before it was answered",
    [488] = "the media offered is not acceptable to this device",
    [503] = "overloaded, in maintenance or out of channels",
}

local naive = Proto("naive", "Naive SIP Explanation")
local code = ProtoField.uint16("naive.code", "Status code")
local summary = ProtoField.string("naive.summary", "Summary")
naive.fields = { code, summary }

local status_code = Field.new("sip.Status-Code")

function naive.dissector(buffer, pinfo, tree)
    for _, field in ipairs({ status_code() }) do
        local item = tree:add(naive)
        item:add(code, field.value)
        item:add(summary, texts[field.value] or "?")
    end
end

register_postdissector(naive)
