# SPDX-License-Identifier: GPL-2.0-or-later
"""What servers say in their own words.

Finals come a second or more after their request where it does not matter, so
that nobody takes them for a machine's.
"""

LADDERS = {
    # The phrase
    "403 with the phrase of a shipped script": """
        A>P INVITE
        +1
        P>A 403 phrase=Not_relaying
            ? server-words shown
            ~ The server says "Not relaying". Neither the caller nor the destination is in a domain of this server
        A>P ACK tag=b
        """,
    "403 with that phrase in other letters": """
        A>P INVITE
        +1
        P>A 403 phrase=NOT_RELAYING
            ? server-words shown
        A>P ACK tag=b
        """,
    "phrase with the proxy's own addition": """
        A>P INVITE
        P>A 477 phrase=Unfortunately_error_on_sending_to_next_hop_occurred_(477/TM)
            ? server-words shown
            ~ The proxy could not send to the next hop
        A>P ACK tag=b
        """,
    "a short word of a provider, which may be of anybody": """
        A>P INVITE
        +1
        P>A 403 phrase=Not_allowed_in_zone_D2
            ? server-words shown
            ~ The server says "Not allowed in zone D2". With Telnyx, this means: The outbound profile
        A>P ACK tag=b
        """,
    "a short word that may be about the caller": """
        A>P INVITE
        +1
        P>A 403 phrase=Blocked_by_policy_D35
            ? server-words shown
            ~ With Telnyx
        A>P ACK tag=b
        """,
    "a cause that says that nothing rang, where nothing did": """
        A>P INVITE
        +1
        P>A 480
            | Reason: Q.850;cause=18
            ? server-words shown
            ~ not even by ringing
        A>P ACK tag=b
        """,
    **{f"{code} for want of room, in the words {words}": f"""
        A>P INVITE
        +1
        P>A {code} phrase={words}
            ? overloaded shown
        A>P ACK tag=b
        """ for code, words in (
            (403, "Trunk_Group_Capacity_Exceeded"), (403, "Concurrent_call_limit_exceeded"), (480, "Channel_limit_reached"),
            (503, "Maximum_Calls_Per_Second_Exceeded"), (503, "No_more_licenses"), (503, "All_lines_are_busy"),
            (603, "Too_many_calls"), (403, "Call_limit"), (403, "Session_limit_of_10_reached"))},
    # Nobody has too many of them.
    "403 to a call that is limited to something": """
        A>P INVITE
        +1
        P>A 403 phrase=Call_limited_to_emergency_numbers
        A>P ACK tag=b
        """,
    # That is of the telephone, which is busy.
    "486 of a telephone that takes no more calls": """
        A>P INVITE
        +1
        P>A 486 phrase=Max_Calls
            ? server-words shown
            !~ no capacity
        A>P ACK tag=b
        """,
    "403 for want of room, in words that are known to mean more": """
        A>P INVITE
        +1
        P>A 403 phrase=User_channel_limit_exceeded_D1
            ? server-words shown
            ~ as many outbound calls
        A>P ACK tag=b
        """,
    # Servers have one cause for whatever fails behind them.
    "503 with a cause of no channel, and words of another cause": """
        A>P INVITE
        +1
        P>A 503
            | Reason: Q.850;cause=34;text="All the trunks are marked as unhealthy"
            ? server-words shown
            ~ with the words "All the trunks are marked as unhealthy"
            !~ no capacity
        A>P ACK tag=b
        """,
    "503 with a cause of no channel, and words that say the same": """
        A>P INVITE
        +1
        P>A 503
            | Reason: Q.850;cause=34;text="No circuit/channel available"
            ? overloaded shown
        A>P ACK tag=b
        """,
    "a call that was rejected": """
        A>P INVITE
        +1
        P>A 403
            | Reason: Q.850;cause=21;text="Call declined there"
            ? server-words shown
            ~ The called side could have taken the call
        A>P ACK tag=b
        """,
    "a call that was rejected, and the text says for what": """
        A>P INVITE
        +1
        P>A 403
            | Reason: Q.850;cause=21;text="Blocked by the spam filter"
        A>P ACK tag=b
        """,
    "what an IMS network says": """
        A>P INVITE
        +1
        P>A 500
            | Reason: FAILURE_CAUSE;cause=1;text="Media bearer lost"
            ? server-words shown
            ~ Its Reason gives FAILURE_CAUSE 1
        A>P ACK tag=b
        """,
    "and where something did": """
        A>P INVITE
        P>A 180
        +8.3
        P>A 480
            | Reason: Q.850;cause=18
        A>P ACK tag=b
        """,
    # Near misses
    "500 with a phrase that is known for a 403": """
        A>P INVITE
        +1
        P>A 500 phrase=Not_relaying
        A>P ACK tag=b
        """,
    "known phrase with other words behind it": """
        A>P INVITE
        +1
        P>A 403 phrase=Not_relaying_today
        A>P ACK tag=b
        """,
    "known phrase of another method": """
        A>P INVITE
        +1
        P>A 603 phrase=Declined_(policy)
        A>P ACK tag=b
        """,
    "registered phrase": """
        A>P INVITE
        +1
        P>A 403 phrase=Forbidden
        A>P ACK tag=b
        """,
    "phrase that nobody knows": """
        A>P INVITE
        +1
        P>A 403 phrase=The_cat_sat_on_the_server
        A>P ACK tag=b
        """,
    "known words in a challenge": """
        A>P INVITE
        +1
        P>A 407 phrase=Authentication_failed
            | Proxy-Authenticate: Digest realm="example.com", nonce="{network}w1"
            2? auth-not-retried shown
        A>P ACK tag=b
        """,
    "known words in a success": """
        A>P INVITE
        +1
        P>A 200 phrase=Not_relaying
        A>P ACK tag=b
        """,
    "known words in a provisional response": """
        A>P INVITE
        P>A 183 phrase=Not_relaying
        +1
        P>A 200
        A>P ACK tag=b
        """,
    # Of words for which there is a rule
    "words that a rule quotes": """
        A>P INVITE
        P>A 503 phrase=Maximum_Calls_In_Progress
            ? overloaded shown
            ~ Maximum Calls In Progress
            !~ sessions-per-second
        A>P ACK tag=b
        """,
    "words of a finding that the case does not have": """
        A>P REGISTER uri=sip:example.com
        P>A 403 phrase=Forbidden_auth_ID
            ? server-words shown
        """,
    # Warning and Reason
    "text of a Warning": """
        A>P INVITE
        +1
        P>A 403
            | Warning: 399 gw.example.com:5061 "Policy Response"
            ? server-words shown
            ~ The server says "Policy Response". The call policy
        A>P ACK tag=b
        """,
    "text of the second Warning": """
        A>P INVITE
        +1
        P>A 403
            | Warning: 399 gw.example.com "something", 399 gw.example.com "Policy Response"
            ? server-words shown
        A>P ACK tag=b
        """,
    "text of a Reason": """
        A>P INVITE
        +1
        P>A 502
            | Reason: FreeSWITCH;cause=609;text="GATEWAY_DOWN"
            ? server-words shown
            ~ The gateway does not answer OPTIONS
        A>P ACK tag=b
        """,
    "text of a Reason that nobody knows": """
        A>P INVITE
        +1
        P>A 480
            | Reason: Q.850;cause=18;text="something else"
            ? server-words shown
            ~ cause 18 of Q.850 (No user responding)
            ~ did not react
        A>P ACK tag=b
        """,
    # Header fields of products
    "cause of a product as a number of Q.850": """
        A>P INVITE
        +1
        P>A 603
            | X-Asterisk-HangupCauseCode: 21
            ? server-words shown
            ~ X-Asterisk-HangupCauseCode of Asterisk says "21".
        A>P ACK tag=b
        """,
    "number at the beginning of a value": """
        A>P INVITE
        +1
        P>A 403
            | ms-diagnostics: 12001;reason="User Policy does not contain phone route usage";source="fe01.example.com"
            ? server-words shown
            ~ The voice policy of the caller has no PSTN usage
        A>P ACK tag=b
        """,
    "field that has the values of another one": """
        A>P INVITE
        +1
        P>A 403
            | MS-Diagnostics-Public: 1002
            ? server-words shown
            ~ ms-diagnostics-public of Microsoft says "1002". The caller may not talk to federated partners
        A>P ACK tag=b
        """,
    "value that is not known": """
        A>P INVITE
        +1
        P>A 403
            | X-Twilio-Error: 99999 Something new
            ? server-words shown
            ~ X-Twilio-Error of Twilio says "99999 Something new". It begins with the number of an error
        A>P ACK tag=b
        """,
    "second field has the value that is known": """
        A>P INVITE
        +1
        P>A 603
            | X-Asterisk-HangupCause: Something new
            | X-Asterisk-HangupCauseCode: 21
            ? server-words shown
            ~ X-Asterisk-HangupCauseCode of Asterisk says "21".
        A>P ACK tag=b
        """,
    "field of no product with words that are known": """
        A>P INVITE
        +1
        P>A 403
            | Error-Info: <https://example.com/e/1>;message="IP address not allowed here"
            ? server-words shown
            ~ Error-Info says "<https://example.com/e/1>;message="IP address not allowed here"". The server does not let in the address
        A>P ACK tag=b
        """,
    "field of no product with other words": """
        A>P INVITE
        +1
        P>A 403
            | Error-Info: <https://example.com/e/1>;message="nothing that is known"
        A>P ACK tag=b
        """,
    # cause-differs says so already
    "480 with a cause that no channel is free, and the same in words": """
        A>P INVITE
        +1
        P>A 480
            | Reason: Q.850;cause=34;text="no circuit"
            ? cause-differs shown
            !~ The server says
        A>P ACK tag=b
        """,
    # Near misses of words that speak of others
    "no route to a host": """
        A>P INVITE
        P>A 503 phrase=No_route_to_host
            ? server-words shown
            !~ dial plan
        A>P ACK tag=b
        """,
    "403 that misses a registration": """
        A>P INVITE
        +1
        P>A 403 phrase=User_not_registered
            ? server-words shown
            ~ of the sender, or of the called user
        A>P ACK tag=b
        """,
    "field of a product without a value": """
        A>P INVITE
        +1
        P>A 403
            | X-Twilio-Error:
        A>P ACK tag=b
        """,
    "field of a product in a success": """
        A>P INVITE
        +1
        P>A 200
            | X-Asterisk-HangupCauseCode: 16
        A>P ACK tag=b
        """,
    "phrase before field": """
        A>P REGISTER uri=sip:example.com
        P>A 400 phrase=Bad_From_URI
            | P-Registrar-Error: Contact parse error
            ? server-words shown
            ~ The server says "Bad From URI".
        """,
}
