# SPDX-License-Identifier: GPL-2.0-or-later
"""What came of a REFER: NOTIFY reports it after the 2xx, so a second pass alone knows."""

REPORT = """| Event: refer{}
            | Content-Type: message/sipfrag;version=2.0
            : SIP/2.0 {}
            : Server: example"""
REFER_TO = "| Refer-To: <sip:carol@example.com>"
FAILED = '= The NOTIFY reports "{}" for the REFER in frame 1: the call to sip:carol@example.com did not come about.'
FAILED_LATER = "2= The NOTIFY in frame {} reports {} for the call to sip:carol@example.com: it did not come about."
NONE = "2= No NOTIFY in the capture reports what came of the REFER."
UNREPORTED = ("2= The REFER in frame {}, to sip:carol@example.com, was accepted, and no NOTIFY about it is in the capture, "
              "though nothing ended the call in the {{left}} that followed. The first NOTIFY has to come at once.")

LADDERS = {
    "it went through": f"""
        A>B REFER 2 tag=b
            {REFER_TO}
        B>A 202
            2= The NOTIFY in frame 5 reports what came of the REFER: 200 OK (the request succeeded).
        B>A NOTIFY 101
            {REPORT.format("", "100 Trying")}
        A>B 200
        B>A NOTIFY 102
            {REPORT.format("", "200 OK")}
        A>B 200
        """,
    "it has come so far": f"""
        A>B REFER 2 tag=b
            {REFER_TO}
        B>A 202
            2= The last NOTIFY about the REFER, in frame 4, says that it has come as far as 180 Ringing (the called device is alerting its user).
        B>A NOTIFY 101
            {REPORT.format("", "100 Trying")}
        B>A NOTIFY 102
            {REPORT.format("", "180 Ringing")}
        A>B 200 NOTIFY 101
        A>B 200 NOTIFY 102
        """,
    "it failed": f"""
        A>B REFER 2 tag=b
            {REFER_TO}
        B>A 202
            {FAILED_LATER.format(3, "486 Busy Here")}
        B>A NOTIFY 101
            {FAILED.format("486 Besetzt")}
            {REPORT.format(";id=2", "486 Besetzt")}
        A>B 200 NOTIFY 101
        """,
    # RFC 3515, 2.4.7: it is not over as long as the subscription goes on.
    **{f"it went through after {status}": f"""
        A>B REFER 2 tag=b
            {REFER_TO}
        B>A 202
            2= The NOTIFY in frame 5 reports what came of the REFER: 200 OK (the request succeeded).
        B>A NOTIFY 101
            | Subscription-State: active;expires=60
            {REPORT.format("", status)}
        A>B 200
        B>A NOTIFY 102
            | Subscription-State: terminated;reason=noresource
            {REPORT.format("", "200 OK")}
        A>B 200
        """ for status in ("302 Moved Temporarily", "401 Unauthorized", "407 Proxy Authentication Required")},
    "it was redirected, and how that went is not there": f"""
        A>B REFER 2 tag=b
            {REFER_TO}
        B>A 202
            2= The last NOTIFY about the REFER, in frame 3, says that it has come as far as 302 Moved Temporarily (for now, try the address in Contact).
        B>A NOTIFY 101
            | Subscription-State: active;expires=60
            {REPORT.format("", "302 Moved Temporarily")}
        A>B 200
        """,
    "it was redirected, and that was the end": f"""
        A>B REFER 2 tag=b
            {REFER_TO}
        B>A 202
            {FAILED_LATER.format(3, "302 Moved Temporarily")}
        B>A NOTIFY 101
            {FAILED.format("302 Moved Temporarily")}
            | Subscription-State: terminated;reason=noresource
            {REPORT.format("", "302 Moved Temporarily")}
        A>B 200
        """,
    "a code that no catalogue has": f"""
        A>B REFER 2 tag=b
            {REFER_TO}
        B>A 200
            {FAILED_LATER.format(3, "499")}
        B>A NOTIFY 101
            {FAILED.format("499 Hm")}
            {REPORT.format("", "499 Hm")}
        A>B 200 NOTIFY 101
        """,
    "no code at all": f"""
        A>B REFER 2 tag=b
            {REFER_TO}
        B>A 202
            {NONE}
        B>A NOTIFY 101
            {REPORT.format("", "999 Hm")}
        B>A NOTIFY 102
            {REPORT.format("", "x")}
        B>A NOTIFY 103
            | Event: refer
            | Content-Type: text/plain
            : SIP/2.0 200 OK
        B>A NOTIFY 104
            | Event: refer
            | Content-Type: message/sipfrag
        A>B 200 NOTIFY 101
        A>B 200 NOTIFY 102
        A>B 200 NOTIFY 103
        A>B 200 NOTIFY 104
        """,
    "other spellings": f"""
        A>B REFER 2 tag=b
            {REFER_TO}
        B>A 202
            {FAILED_LATER.format(3, "603 Decline")}
        B>A NOTIFY 101
            {FAILED.format("603")}
            | o : refer ; ID = 2
            | c:Message/SIPFrag
            : sip/2.0 603
        A>B 200 NOTIFY 101
        """,
    "NOTIFY before the 202": f"""
        A>B REFER 2 tag=b
            {REFER_TO}
        B>A NOTIFY 101
            {REPORT.format("", "100 Trying")}
        B>A 202
            {FAILED_LATER.format(4, "404 Not Found")}
        B>A NOTIFY 102
            {FAILED.format("404 Not Found")}
            {REPORT.format("", "404 Not Found")}
        A>B 200 NOTIFY 101
        A>B 200 NOTIFY 102
        """,
    "a NOTIFY about another REFER": f"""
        A>B REFER 2 tag=b
            {REFER_TO}
        B>A 202
            {NONE}
        B>A NOTIFY 101
            {REPORT.format(";id=1", "200 OK")}
        A>B 200 NOTIFY 101
        """,
    "two REFERs, each with a number": f"""
        A>B REFER 2 tag=b
            {REFER_TO}
        B>A 202
            {FAILED_LATER.format(6, "486 Busy Here")}
        A>B REFER 3 tag=b
            {REFER_TO}
        B>A 202
            2= The NOTIFY in frame 5 reports what came of the REFER: 200 OK (the request succeeded).
        B>A NOTIFY 101
            {REPORT.format(";id=3", "200 OK")}
        B>A NOTIFY 102
            {FAILED.format("486 Busy Here")}
            {REPORT.format(";id=2", "486 Busy Here")}
        A>B 200 NOTIFY 101
        A>B 200 NOTIFY 102
        """,
    "two REFERs at a time, and no number": f"""
        A>B REFER 2 tag=b
            {REFER_TO}
        B>A 202
        A>B REFER 3 tag=b
            {REFER_TO}
        B>A 202
        B>A NOTIFY 101
            {REPORT.format("", "200 OK")}
        A>B 200 NOTIFY 101
        """,
    "one REFER after the other, and no number": f"""
        A>B REFER 2 tag=b
            {REFER_TO}
        B>A 202
            {FAILED_LATER.format(3, "486 Busy Here")}
        B>A NOTIFY 101
            {FAILED.format("486 Busy Here")}
            {REPORT.format("", "486 Busy Here")}
        A>B REFER 3 tag=b
            {REFER_TO}
        B>A 202
            2= The NOTIFY in frame 6 reports what came of the REFER: 200 OK (the request succeeded).
        B>A NOTIFY 102
            {REPORT.format("", "200 OK")}
        A>B 200 NOTIFY 101
        A>B 200 NOTIFY 102
        """,
    "many REFERs": f"""
        A>B REFER 2 tag=b
            {REFER_TO}
        B>A 202
            2= The NOTIFY in frame 7 reports what came of the REFER: 200 OK (the request succeeded).
        A>B REFER 3 tag=b
            {REFER_TO}
        B>A 202
            {NONE}
        A>B REFER 4 tag=b
            {REFER_TO}
        B>A 202
            {NONE}
        B>A NOTIFY 101
            {REPORT.format(";id=2", "200 OK")}
        A>B 200 NOTIFY 101
        """,
    "a REFER that was challenged first": f"""
        A>B REFER 2 tag=b
            {REFER_TO}
        B>A 407
            2= The REFER was sent again in frame 3 and got 202 Accepted (Deprecated) in frame 4.
        A>B REFER 3 tag=b
            {REFER_TO}
        B>A 202
            2= The NOTIFY in frame 5 reports what came of the REFER: 200 OK (the request succeeded).
        B>A NOTIFY 101
            {REPORT.format("", "200 OK")}
        A>B 200 NOTIFY 101
        """,
    "a REFER that succeeded and then failed": f"""
        A>B REFER 2 tag=b
            {REFER_TO}
        B>A 202
            2= The NOTIFY in frame 5 reports what came of the REFER: 200 OK (the request succeeded).
        A>B REFER 2 tag=b
            {REFER_TO}
        B>A 500
            = The REFER in frame 1 had its final response already, 202 Accepted (Deprecated) in frame 2; this is another one, with another code.
        B>A NOTIFY 101
            {REPORT.format(";id=2", "200 OK")}
        A>B 200 NOTIFY 101
        """,
    "no NOTIFY at all": f"""
        A>B REFER 2 tag=b
            {REFER_TO}
        B>A 202
            {UNREPORTED.format(1)}
        """,
    "no NOTIFY at all, and the call ends": f"""
        A>B REFER 2 tag=b
            {REFER_TO}
        B>A 202
            {NONE}
        A>B BYE 3 tag=b
        B>A 200
        """,
    "no NOTIFY will come": f"""
        A>B REFER 2 tag=b
            {REFER_TO}
        B>A 200
            | Refer-Sub: false
            = Refer-Sub: false says that no NOTIFY will report what comes of the REFER.
        A>B REFER 3 tag=b
            {REFER_TO}
        B>A 200
            | Refer-Sub: true
            {UNREPORTED.format(3)}
        """,
    "several legs": f"""
        A>P REFER 2 tag=b
            {REFER_TO}
        P>B REFER 2 tag=b
            {REFER_TO}
        B>P 202
            2= The NOTIFY in frame 5 reports what came of the REFER: 200 OK (the request succeeded).
        P>A 202
            2= The NOTIFY in frame 5 reports what came of the REFER: 200 OK (the request succeeded).
        B>P NOTIFY 101
            {REPORT.format("", "200 OK")}
        P>A NOTIFY 101
            {REPORT.format("", "200 OK")}
        P>B 200 NOTIFY 101
        A>P 200 NOTIFY 101
        """,
    "a late NOTIFY takes nothing back": f"""
        A>B REFER 2 tag=b
            {REFER_TO}
        B>A 202
            2= The NOTIFY in frame 3 reports what came of the REFER: 200 OK (the request succeeded).
        B>A NOTIFY 102
            {REPORT.format("", "200 OK")}
        B>A NOTIFY 101
            {REPORT.format("", "100 Trying")}
        A>B 200 NOTIFY 102
        A>B 200 NOTIFY 101
        """,
    "over TCP": f"""
        A>B REFER 2 tag=b tcp
            {REFER_TO}
        B>A 202 tcp
            {FAILED_LATER.format(2, "503 Service Unavailable")}
        B>A NOTIFY 101 and
            {FAILED.format("503 Service Unavailable")}
            {REPORT.format("", "503 Service Unavailable")}
        B>A 200 MESSAGE 7 and
        A>B 200 NOTIFY 101 tcp
        """,
    "a capture that begins after the REFER": f"""
        B>A 202 REFER 2
        B>A NOTIFY 101
            = The NOTIFY reports "486 Busy Here" for the call that a REFER asked for, so that call did not come about.
            {REPORT.format("", "486 Busy Here")}
        A>B 200 NOTIFY 101
        """,
}
