# SPDX-License-Identifier: GPL-2.0-or-later
"""How calls end and where they go on: BYE and CANCEL with their reasons, session timers, transfers, redirections."""

from ladders_dialog_calls import (ACK, ALICE, BOB, CHALLENGE, CREDENTIALS, PROXIED, RECORD_ROUTE, ROUTE, TO_ALICE,
                                  TO_BOB, UP)


VIA_A = "via=SIP/2.0/UDP_a.example.com;branch=z9hG4bK-va"
VIA_P = "via=SIP/2.0/UDP_p.example.com;branch=z9hG4bK-vp,SIP/2.0/UDP_a.example.com;branch=z9hG4bK-va"


def timed(seconds, end, asked="Session-Expires: 120", agreed="Session-Expires: 120;refresher=uac", before=""):
    """A call with a session timer, and so many seconds after the 200, or after what is before, what ends it."""
    return f"""
        A>B INVITE
            {ALICE}
            | Supported: timer
            | {asked}
        B>A 200
            {BOB}
            | {agreed}
        A>B {ACK} tag=b {TO_BOB}
        {before}
        +{seconds - 0.02}
        {end}
        """


EXPIRED = f"""B>A BYE 1 tag=a {TO_ALICE}
            ? session-timer-bye shown
        A>B 200"""
HUNG_UP = f"""B>A BYE 1 tag=a {TO_ALICE}
        A>B 200"""
UPDATE = f"""
        +60
        A>B UPDATE 2 tag=b {TO_BOB}
            {ALICE}
            | Session-Expires: 120;refresher=uac"""
REFRESHED = f"""{UPDATE}
        B>A 200
            {BOB}
            | Session-Expires: 120;refresher=uac"""

TIMERS = {
    # session-timer-bye: whoever waits for a refresh sends BYE before the end, by 32 s or a third of the whole,
    # whichever is less (RFC 4028, Section 10).
    "BYE 32 s before the session ends": timed(88, EXPIRED),
    "BYE 32 s before a long session ends": timed(1768, EXPIRED, "Session-Expires: 1800", "x: 1800;refresher=uac"),
    "BYE a third of a short session before it ends": timed(
        60, EXPIRED, "Session-Expires: 90", "Session-Expires: 90;refresher=uac"),
    "BYE at the end of the session": timed(120, EXPIRED),
    "BYE of the caller, whom the callee had to refresh": timed(88, f"""A>B BYE 2 tag=b {TO_BOB}
            ? session-timer-bye shown
        B>A 200""", agreed="Session-Expires: 120;refresher=uas"),
    "BYE 32 s before the end, after a refresh": timed(88, EXPIRED, before=REFRESHED),
    # Only INVITE and UPDATE refresh (RFC 4028, Section 7.4).
    "BYE 32 s before the end, after an INFO": timed(28, EXPIRED, before=f"""
        +60
        A>B INFO 2 tag=b {TO_BOB}
        B>A 200"""),
    # A refresh that is refused changes nothing (RFC 4028, Section 7.3).
    "BYE 32 s before the end, after a refresh that failed": timed(28, EXPIRED, before=f"""{UPDATE}
        B>A 500"""),
    # The proxy asks who the caller is, so that the callee sees nothing of its refresh.
    "BYE 32 s before the end, after a refresh that a proxy refused": f"""
        A>P INVITE {VIA_A}
            {ALICE}
            | Session-Expires: 120
        P>B INVITE {VIA_P}
            {ALICE}
            | Session-Expires: 120
        B>P 200 tag=b
            {BOB}
            | Session-Expires: 120;refresher=uac
        P>A 200 tag=b {VIA_A}
            {BOB}
            | Session-Expires: 120;refresher=uac
        A>P {ACK} tag=b {TO_BOB}
        P>B {ACK}2 tag=b {TO_BOB}
        +60
        A>P UPDATE 2 tag=b {TO_BOB}
            {ALICE}
            | Session-Expires: 120;refresher=uac
        P>A 500
        +28
        B>P BYE 1 tag=a {TO_ALICE}
            ? session-timer-bye shown
            ~ got 500
            !~ No re-INVITE
        P>B 200
        """,
    # On the callee's side alone the one who has to refresh is behind the proxy.
    "BYE 32 s before the end, and the caller is behind a proxy": f"""
        P>B INVITE {VIA_P}
            {ALICE}
            | Session-Expires: 120
        B>P 200 tag=b
            {BOB}
            | Session-Expires: 120;refresher=uac
        P>B {ACK} tag=b {TO_BOB}
        +88
        B>P BYE 1 tag=a {TO_ALICE}
            ? session-timer-bye likely
            !~ had to refresh the session
        P>B 200
        """,
    "BYE where an UPDATE refreshed the session": timed(28, HUNG_UP, before=REFRESHED),
    "BYE where a re-INVITE of the callee refreshed the session": timed(28, f"""B>A BYE 2 tag=a {TO_ALICE}
        A>B 200""", before=f"""
        +60
        B>A INVITE 1 tag=a {TO_ALICE}
            {BOB}
            | Session-Expires: 120;refresher=uas
        A>B 200
            {ALICE}
            | Session-Expires: 120;refresher=uas
        B>A {ACK}2 1 tag=a {TO_ALICE}"""),
    "BYE where a refresh made the session longer": timed(78, HUNG_UP, before=f"""
        +10
        A>B UPDATE 2 tag=b {TO_BOB}
            {ALICE}
            | Session-Expires: 1800
        B>A 200
            {BOB}
            | Session-Expires: 1800;refresher=uac"""),
    # The 2xx decides (RFC 4028, Section 7.2): without the field in it there is no timer.
    "BYE where the 200 agreed to no timer": timed(88, HUNG_UP, agreed="Supported: timer"),
    "BYE where the last refresh ended the timer": timed(88, HUNG_UP, before=f"""{UPDATE}
        B>A 200
            {BOB}"""),
    "BYE long before the session ends": timed(40, HUNG_UP),
    # Nobody minded.
    "BYE long after the session ended": timed(300, HUNG_UP),
    "BYE where no timer was asked for": timed(1768, HUNG_UP, "Allow: INVITE", "Supported: timer"),
    # A minimum is no interval.
    "BYE 32 s before a minimum": timed(88, HUNG_UP, "Min-SE: 120", "Min-SE: 120"),
}


def ended(reason, found=""):
    return f"""
        {UP}
        A>B BYE 2 tag=b {TO_BOB}
            | Reason: {reason}
            {found}
        B>A 200
        """


def cancelled(reason, found=""):
    return f"""
        A>B INVITE
            {ALICE}
        B>A 180
            {BOB}
        +3
        A>B CANCEL
            | Reason: {reason}
            {found}
        B>A 200
        B>A 487 INVITE
        A>B ACK tag=b
        """


ABNORMAL = "? bye-abnormal shown"
# What was told of each cause 200 of SIP; RFC 3326, Section 3.1, means a CANCEL.
NOT_ELSEWHERE = """!~ another device
            !~ Another device"""
ELSEWHERE = "? answered-elsewhere shown"

REASONS = {
    # bye-abnormal
    "BYE because of the codec": ended('Q.850;cause=88;text="INCOMPATIBLE_DESTINATION"', f"""{ABNORMAL}
            ~ INCOMPATIBLE_DESTINATION"""),
    "BYE because the network broke down": ended("Q.850 ;cause=38", ABNORMAL),
    "BYE because of a timer": ended('q.850; text="recovery on timer expiry"; CAUSE = 102', f"""{ABNORMAL}
            ~ recovery on timer expiry"""),
    "BYE because the bearer was lost": ended('RELEASE_CAUSE;cause=3;text="Media bearer loss"', f"""{ABNORMAL}
            ~ Media bearer loss"""),
    "BYE because no media came": ended("RELEASE_CAUSE;cause=2", ABNORMAL),
    "BYE because of the second reason": ended('SIP;cause=200;text="OK", Q.850;cause=41', ABNORMAL),
    "BYE because the ACK did not come": ended('SIP;cause=200;text="ACK timeout"', f"""{ABNORMAL}
            ~ ACK timeout
            {NOT_ELSEWHERE}"""),
    "CANCEL because the network failed": cancelled('Q.850;cause=41;text="Temporary failure"', f"""{ABNORMAL}
            ~ Temporary failure"""),
    "BYE because no media can pass": ended('Q.850;cause=16;text="1d2e;Call terminated by media: MediaConnectivityFailure"',
                                         f"""{ABNORMAL}
            ~ MediaConnectivityFailure
            !~ no RTP"""),
    "BYE because of a broken connection": ended('SIP ;cause=200 ;text="Broken connection"', ABNORMAL),
    "BYE because RTP stopped": ended('Q.850;cause=16;text="RTP inactivity"', f"""{ABNORMAL}
            ~ no RTP for some time"""),
    "BYE of somebody who hung up, in words of a service": ended(
        'Q.850;cause=16;text="1d2e;Call disconnected by local participant"'),
    "BYE with the usual reason": ended('Q.850;cause=16;text="Normal call clearing"'),
    "BYE because somebody is busy": ended("Q.850;cause=17"),
    "BYE because nobody answers": ended("Q.850;cause=18"),
    "BYE because nobody answers, though it rang": ended("Q.850;cause=19"),
    "BYE with no particular reason": ended("Q.850;cause=31"),
    # Interworking, unspecified: Asterisk says so of each call that its caller takes back.
    "BYE with a reason that is not known": ended("Q.850;cause=127"),
    "BYE because the user hung up": ended('RELEASE_CAUSE;cause=1;text="User ends call"'),
    # It stands in a text, and is no cause.
    "BYE with a reason in its text": ended('Q.850;cause=16;text="not Q.850;cause=88, Q.850;cause=38"'),
    "BYE with a reason that nobody knows": ended('X.int;reasoncode=0x00000000;add-info=05CC.0001.0001'),
    "BYE with a reason that has no cause": ended('Q.850;text="bye"'),
    # It says nothing of other devices, and of no fault either.
    "BYE because of 200 OK": ended('SIP;cause=200;text="OK"', NOT_ELSEWHERE),
    "BYE because of 200": ended("SIP;cause=200", NOT_ELSEWHERE),
    "BYE because the call was completed elsewhere": ended(
        'SIP;cause=200;text="Call completed elsewhere"', NOT_ELSEWHERE),
    # The caller hung up, as FreeSWITCH and others say it.
    "CANCEL because of a 487": cancelled('SIP;cause=487;text="ORIGINATOR_CANCEL"', NOT_ELSEWHERE),
    "CANCEL with the usual reason": cancelled('Q.850;cause=16;text="Normal call clearing"', NOT_ELSEWHERE),
    # Non-selected user clearing: another terminal got the call, which is as it should be (Q.850, Section 2.2.7.1).
    "CANCEL with a reason that is not known": cancelled("Q.850;cause=127", NOT_ELSEWHERE),
    "CANCEL because the user was not selected": cancelled("Q.850;cause=26"),
    # answered-elsewhere
    "CANCEL because another phone answered": cancelled('SIP;cause=200;text="Call completed elsewhere"', ELSEWHERE),
    "CANCEL because of 200": cancelled("SIP ;cause=200", ELSEWHERE),
    "CANCEL because of 200, in other words and another order": cancelled('sip;text="OK";Cause = 200', ELSEWHERE),
    "CANCEL because another phone answered, beside another reason": cancelled(
        'Q.850;cause=16;text="Terminated", SIP;cause=200;text="Call completed elsewhere"', ELSEWHERE),
    "CANCEL because another phone answered, in another protocol": cancelled(
        'Q.850;cause=16;text="Call completed elsewhere"', ELSEWHERE),
    "CANCEL of a proxy that forks, because another phone answered": f"""
        P>B INVITE
            {ALICE}
        P>C INVITE
            {ALICE}
        B>P 180
            {BOB}
        C>P 180 tag=c
            | Contact: <sip:c@c.example.com>
        +3
        C>P 200 tag=c
            | Contact: <sip:c@c.example.com>
        P>B CANCEL
            | Reason: SIP;cause=200;text="Call completed elsewhere"
            ? answered-elsewhere shown
        B>P 200
        B>P 487 INVITE
        P>B ACK tag=b
        P>C {ACK} tag=c uri=sip:c@c.example.com
        """,
    "CANCEL without a reason": f"""
        A>B INVITE
            {ALICE}
        B>A 180
            {BOB}
        +3
        A>B CANCEL
        B>A 200
        B>A 487 INVITE
        A>B ACK tag=b
        """,
    # It stands in the text of another one.
    "CANCEL with a cause in its text": cancelled('Q.850;cause=16;text="SIP;cause=200"'),
}

PROXIES = {
    # ended-by-proxy
    "BYE of the proxy to both sides": f"""
        {PROXIED}
        P>A BYE 1 tag=a {TO_ALICE}
            2? ended-by-proxy shown
        P>B BYE 2 tag=b {TO_BOB}
            ? ended-by-proxy shown
            ~ frame 7
        A>P 200
        B>P 200
        """,
    "BYE of the proxy to both sides, the callee first": f"""
        {PROXIED}
        P>B BYE 2 tag=b {TO_BOB}
            2? ended-by-proxy shown
        B>P 200
        P>A BYE 1 tag=a {TO_ALICE}
            ? ended-by-proxy shown
            ~ frame 7
        A>P 200
        """,
    "BYE of the callee, over the proxy": f"""
        {PROXIED}
        B>P BYE 1 tag=a {TO_ALICE}
            {ROUTE}
        P>A BYE 1 tag=a {TO_ALICE}
        A>P 200
        P>B 200
        """,
    "BYE of the caller, over the proxy": f"""
        {PROXIED}
        A>P BYE 2 tag=b {TO_BOB}
            {ROUTE}
        P>B BYE 2 tag=b {TO_BOB}
        B>P 200
        P>A 200
        """,
    "BYE of both sides, over the proxy": f"""
        {PROXIED}
        A>P BYE 2 tag=b {TO_BOB}
            {ROUTE}
        B>P BYE 1 tag=a {TO_ALICE}
            {ROUTE}
        P>B BYE 2 tag=b {TO_BOB}
        P>A BYE 1 tag=a {TO_ALICE}
        A>P 200
        B>P 200
        P>A 200
        P>B 200
        """,
    # What the proxy heard on its other side was not captured.
    "BYE of the proxy, with one leg in the capture": f"""
        A>P INVITE
            {ALICE}
        P>A 200
            {BOB}
            {RECORD_ROUTE}
        A>P {ACK} tag=b {TO_BOB}
            {ROUTE}
        +60
        P>A BYE 1 tag=a {TO_ALICE}
        A>P 200
        """,
    # The other side may have been told on a way that was not captured; of one BYE it is known whose it is.
    "BYE of the proxy to one side": f"""
        {PROXIED}
        P>A BYE 1 tag=a {TO_ALICE}
        A>P 200
        """,
    # Both are calls of its own, and it may end them.
    "BYE of a B2BUA on both legs": f"""
        A>P INVITE
            {ALICE}
        P>B INVITE call=2 from=p-1
            | Contact: <sip:p@p.example.com>
        B>P 200 call=2
            {BOB}
        P>B {ACK} call=2 from=p-1 tag=b {TO_BOB}
        P>A 200 tag=p-2
            | Contact: <sip:p@p.example.com>
        A>P {ACK} tag=p-2 uri=sip:p@p.example.com
        +60
        P>A BYE 1 from=p-2 tag=a {TO_ALICE}
        A>P 200
        P>B BYE 2 call=2 from=p-1 tag=b {TO_BOB}
        B>P 200 call=2
        """,
    # The BYE of the proxy to the second one who answered, and that of the caller to the first one.
    "BYE to each of two who answered": f"""
        A>P INVITE
            {ALICE}
        P>A 200 tag=b
            {BOB}
        A>P {ACK} tag=b {TO_BOB}
        P>A 200 tag=c
            | Contact: <sip:c@c.example.com>
        A>P {ACK}2 tag=c uri=sip:c@c.example.com
        A>P BYE 2 tag=c uri=sip:c@c.example.com
        P>A 200
        +60
        P>A BYE 1 from=b tag=a {TO_ALICE}
        A>P 200
        """,
}


def redirected(contacts, after, found=""):
    """A 302 to some places, and what comes after it; the 302 is frame 2."""
    lines = "\n".join(f"| Contact: {contact}" for contact in contacts)
    return f"""
        A>P INVITE
            {ALICE}
        P>A 302 tag=p
            {lines}
            {found}
        A>P ACK tag=p
        {after}
        """


CAROL = "<sip:c@c.example.com>"
UNFOLLOWED = """2? redirect-not-followed shown
            2~ sip:c@c.example.com"""


def follow(way, uri, options="", cseq=2):
    """The INVITE that goes on, and its answer."""
    source, target = way.split(">")
    return f"""
        {way} INVITE {cseq} uri={uri} {options}
            {ALICE}
        {target}>{source} 200 INVITE {cseq} tag=c {options}
            | Contact: {CAROL}
        {way} {ACK} {cseq} tag=c uri=sip:c@c.example.com {options}
        """


REDIRECTIONS = {
    # redirect-not-followed
    "302 that nothing follows": redirected([CAROL], "", UNFOLLOWED),
    # redirect-in-circle: what was tried already is not tried again (RFC 3261, Section 8.1.3.4).
    "302 to the very address that was asked for": redirected(["<sip:bob@example.com>"], "", """2? redirect-in-circle shown
            2~ very address that the INVITE in frame 1 asks for"""),
    "302 to the very address that was asked for, by TCP": redirected(["<sip:bob@example.com;transport=tcp>"], follow(
        "A>P", "sip:bob@example.com;transport=tcp")),
    "302 to the very address that was asked for, which then takes the call": redirected(
        ["<sip:bob@example.com>"], follow("A>P", "sip:bob@example.com")),
    "302 to the very address that was asked for, which takes the next call": redirected(
        ["<sip:bob@example.com>"], follow("A>P", "sip:bob@example.com", "call=2 from=c", 1)),
    "302 to two places, and nothing follows": redirected(
        [CAROL + ";q=0.7, <sip:d@d.example.com>;q=0.5"], "", UNFOLLOWED),
    "302 after which the client tries the old place again": redirected(
        [CAROL], follow("A>P", "sip:bob@example.com"), UNFOLLOWED),
    "302 after which the client calls the user of the Contact at the old host": redirected(
        [CAROL], follow("A>P", "sip:c@example.com"), UNFOLLOWED),
    "302 on both legs, and nothing follows": f"""
        A>P INVITE
            {ALICE}
        P>B INVITE
            {ALICE}
        B>P 302
            | Contact: {CAROL}
            {UNFOLLOWED}
        P>B ACK tag=b
        P>A 302
            | Contact: {CAROL}
            ? passed-on shown
            {UNFOLLOWED}
        A>P ACK tag=b
        """,
    "302 that the client follows": redirected([CAROL], follow("A>C", "sip:c@c.example.com")),
    "302 that the client follows over its proxy": redirected([CAROL], follow("A>P", "sip:c@c.example.com")),
    # A client may give it another Call-ID (RFC 3261, Section 8.1.3.4).
    "302 that the client follows in another call": redirected(
        [CAROL], follow("A>C", "sip:c@c.example.com", "call=2 from=a2", 1)),
    "302 that the client follows late": redirected([CAROL], "+4\n" + follow("A>C", "sip:c@c.example.com")),
    "302 that the client follows to the second place": redirected(
        [CAROL + ";q=0.7", "<sip:d@d.example.com>;q=0.5"], follow("A>D", "sip:d@d.example.com")),
    # Equal, if not the same (RFC 3261, Section 19.1.4).
    "302 that the client follows in other letters": redirected(
        ["<sip:c@C.example.com;user=phone;transport=udp>"],
        follow("A>C", "SIP:%63@c.EXAMPLE.com;transport=UDP;user=phone")),
    # Headers and method of a URI go into the request, and not into its Request-URI (RFC 3261, Section 19.1.5).
    "302 that the client follows without the headers of the URI": redirected(
        ["<sip:c@c.example.com;method=INVITE?Subject=x>"], follow("A>C", "sip:c@c.example.com")),
    "302 that the proxy follows": f"""
        A>P INVITE
            {ALICE}
        P>B INVITE
            {ALICE}
        B>P 302
            | Contact: {CAROL}
        P>B ACK tag=b
        P>C INVITE uri=sip:c@c.example.com
            {ALICE}
        C>P 200 tag=c
            | Contact: {CAROL}
        P>A 200 tag=c
            | Contact: {CAROL}
        A>C {ACK} tag=c uri=sip:c@c.example.com
        """,
    "302 on both legs that the client follows": f"""
        A>P INVITE
            {ALICE}
        P>B INVITE
            {ALICE}
        B>P 302
            | Contact: {CAROL}
        P>B ACK tag=b
        P>A 302
            | Contact: {CAROL}
            ? passed-on shown
        A>P ACK tag=b
        {follow("A>C", "sip:c@c.example.com")}
        """,
    # 305 names the proxy to take, and the request stays as it is (RFC 3261, Section 21.3.4).
    "305 that the client follows": f"""
        192.0.2.10>192.0.2.20 INVITE
            {ALICE}
        192.0.2.20>192.0.2.10 305 tag=p
            | Contact: <sip:192.0.2.30;lr>
        192.0.2.10>192.0.2.20 ACK tag=p
        192.0.2.10>192.0.2.30 INVITE 2
            {ALICE}
        192.0.2.30>192.0.2.10 200
            {BOB}
        192.0.2.10>192.0.2.30 {ACK} 2 tag=b {TO_BOB}
        """,
    # There is nowhere to go by SIP.
    "302 to a mail address": redirected(["<mailto:bob@example.com>"], ""),
    "380 without Contact": f"""
        A>P INVITE
            {ALICE}
        P>A 380 tag=p
        A>P ACK tag=p
        """,
}

REFER = f"""
        {UP}
        A>B REFER 2 tag=b {TO_BOB}
            | Refer-To: <sip:carol@example.com>"""
STATE = """| Event: refer{}
            | Subscription-State: {}
            | Content-Type: message/sipfrag;version=2.0
            : SIP/2.0 {}"""
ENDING = "terminated;reason=noresource"
TRYING = STATE.format("", "active;expires=60", "100 Trying")
BUSY = STATE.format("", ENDING, "486 Busy Here")
DONE = STATE.format("", ENDING, "200 OK")
NOTIFY = f"B>A NOTIFY {{}} tag=a {TO_ALICE}"


def transferred(status, found="", found_then=""):
    """A REFER and what two NOTIFYs say of it; frames 4, 6 and 8 are theirs."""
    return f"""
        {REFER}
        B>A 202
            {found_then}
        {NOTIFY.format(1)}
            {TRYING}
        A>B 200
        +3
        {NOTIFY.format(2)}
            {STATE.format("", ENDING, status)}
            {found}
        A>B 200
        """


FAILED = "? transfer-failed shown"
FAILED_THEN = """2? transfer-failed shown
            2~ frame 8"""

SUBSCRIPTIONS = {
    # subscription-rejected
    "NOTIFY that ends a subscription as rejected": f"""
        A>B SUBSCRIBE
            {ALICE}
            | Event: presence
        B>A 202
            {BOB}
        B>A NOTIFY 1 tag=a {TO_ALICE}
            | o: presence
            | Subscription-State: Terminated ; Reason=rejected
            ? subscription-rejected shown
            ~ "presence"
        A>B 200
        """,
    # subscription-fruitless
    **{f"NOTIFY that says at once that there is no {event}": f"""
        A>B SUBSCRIBE
            {ALICE}
            | Event: {event}
        B>A 200
            {BOB}
        B>A NOTIFY 1 tag=a {TO_ALICE}
            | Event: {event}
            | Subscription-State: terminated;reason=noresource
            ? subscription-fruitless shown
            ~ frame 1
            ~ "{event}"
        A>B 200
        """ for event in ("presence", "message-summary", "ua-profile")},
    "NOTIFY that comes before the 200, and says that there is nothing": f"""
        A>B SUBSCRIBE
            {ALICE}
            | Event: message-summary
        B>A NOTIFY 1 tag=a {TO_ALICE}
            | Event: message-summary
            | Subscription-State: terminated;reason=noresource
            ? subscription-fruitless shown
        B>A 200
            {BOB}
        A>B 200 NOTIFY
        """,
    "NOTIFY of a second notifier, who has nothing": f"""
        A>P SUBSCRIBE
            {ALICE}
            | Event: message-summary
        P>A 200 tag=x
            {BOB}
            | Expires: 600
        P>A NOTIFY 1 tag=a from=x {TO_ALICE}
            | Event: message-summary
            | Subscription-State: active;expires=600
        A>P 200
        P>A NOTIFY 7 tag=a from=y {TO_ALICE}
            | Event: message-summary
            | Subscription-State: terminated;reason=noresource
        A>P 200
        """,
    "NOTIFY that says later that there is nothing any more": f"""
        A>B SUBSCRIBE
            {ALICE}
            | Event: presence
        B>A 200
            {BOB}
        B>A NOTIFY 1 tag=a {TO_ALICE}
            | Event: presence
            | Subscription-State: active;expires=60
        A>B 200
        B>A NOTIFY 2 tag=a {TO_ALICE}
            | Event: presence
            | Subscription-State: terminated;reason=noresource
        A>B 200
        """,
    "NOTIFY of a call that is over": f"""
        A>B SUBSCRIBE
            {ALICE}
            | Event: conference
        B>A 200
            {BOB}
        B>A NOTIFY 1 tag=a {TO_ALICE}
            | Event: conference
            | Subscription-State: terminated;reason=noresource
        A>B 200
        """,
    "NOTIFY for who asked for one alone": f"""
        A>B SUBSCRIBE
            {ALICE}
            | Event: presence
            | Expires: 0
        B>A 200
            {BOB}
        B>A NOTIFY 1 tag=a {TO_ALICE}
            | Event: presence
            | Subscription-State: terminated;reason=noresource
        A>B 200
        """,
    "NOTIFY whose SUBSCRIBE is not seen": f"""
        B>A NOTIFY 1 tag=a {TO_ALICE}
            | Event: presence
            | Subscription-State: terminated;reason=noresource
        A>B 200
        """,
    "NOTIFY after the SUBSCRIBE that ends it": f"""
        A>B SUBSCRIBE
            {ALICE}
            | Event: presence
        B>A 200
            {BOB}
        A>B SUBSCRIBE 2 tag=b {TO_BOB}
            {ALICE}
            | Event: presence
            | Expires: 0
        B>A 200
            {BOB}
        B>A NOTIFY 1 tag=a {TO_ALICE}
            | Event: presence
            | Subscription-State: terminated;reason=noresource
        A>B 200
        """,
    "NOTIFY that wants no subscription now": f"""
        A>B SUBSCRIBE
            {ALICE}
            | Event: dialog
        B>A 200
            {BOB}
        B>A NOTIFY 1 tag=a {TO_ALICE}
            | Event: dialog
            | Subscription-State: terminated;reason=probation;retry-after=60
            ? subscription-fruitless shown
            ~ a later one may succeed
        A>B 200
        """,
    "NOTIFY that gives up what was pending": f"""
        A>B SUBSCRIBE
            {ALICE}
            | Event: presence
        B>A 202
            {BOB}
        B>A NOTIFY 1 tag=a {TO_ALICE}
            | Event: presence
            | Subscription-State: pending;expires=600
        A>B 200
        +60
        B>A NOTIFY 2 tag=a {TO_ALICE}
            | Event: presence
            | Subscription-State: terminated;reason=giveup
            ? subscription-fruitless shown
            ~ By frame 3
        A>B 200
        """,
    "NOTIFY that gives up what was active": f"""
        A>B SUBSCRIBE
            {ALICE}
            | Event: presence
        B>A 202
            {BOB}
        B>A NOTIFY 1 tag=a {TO_ALICE}
            | Event: presence
            | Subscription-State: active;expires=600
        A>B 200
        B>A NOTIFY 2 tag=a {TO_ALICE}
            | Event: presence
            | Subscription-State: terminated;reason=giveup
        A>B 200
        """,
    # subscription-expired
    "SUBSCRIBE that comes too late": f"""
        A>B SUBSCRIBE
            {ALICE}
            | Event: presence
            | Expires: 3600
        B>A 200
            {BOB}
            | Expires: 60
        B>A NOTIFY 1 tag=a {TO_ALICE}
            | Event: presence
            | Subscription-State: active;expires=60
        A>B 200
        +90
        A>B SUBSCRIBE 2 tag=b {TO_BOB}
            {ALICE}
            | Event: presence
        B>A 481
            ? subscription-expired shown
            ~ SUBSCRIBE in frame 5
        """,
    "SUBSCRIBE in time, of which nothing is known": f"""
        A>B SUBSCRIBE
            {ALICE}
            | Event: presence
        B>A 200
            {BOB}
            | Expires: 60
        +50
        A>B SUBSCRIBE 2 tag=b {TO_BOB}
            {ALICE}
            | Event: presence
        B>A 481
        """,
    "SUBSCRIBE after a NOTIFY that gave it longer": f"""
        A>B SUBSCRIBE
            {ALICE}
            | Event: presence
        B>A 200
            {BOB}
            | Expires: 60
        +20
        B>A NOTIFY 1 tag=a {TO_ALICE}
            | Event: presence
            | Subscription-State: active;expires=120
        A>B 200
        +70
        A>B SUBSCRIBE 2 tag=b {TO_BOB}
            {ALICE}
            | Event: presence
        B>A 481
        """,
    "SUBSCRIBE that was refreshed once": f"""
        A>B SUBSCRIBE
            {ALICE}
            | Event: presence
        B>A 200
            {BOB}
            | Expires: 60
        +40
        A>B SUBSCRIBE 2 tag=b {TO_BOB}
            {ALICE}
            | Event: presence
        B>A 200
            {BOB}
            | Expires: 600
        +40
        A>B SUBSCRIBE 3 tag=b {TO_BOB}
            {ALICE}
            | Event: presence
        B>A 481
        """,
    "SUBSCRIBE after the last NOTIFY": f"""
        A>B SUBSCRIBE
            {ALICE}
            | Event: presence
        B>A 200
            {BOB}
            | Expires: 60
        +60
        B>A NOTIFY 1 tag=a {TO_ALICE}
            | Event: presence
            | Subscription-State: terminated;reason=timeout
        A>B 200
        +20
        A>B SUBSCRIBE 2 tag=b {TO_BOB}
            {ALICE}
            | Event: presence
        B>A 481
            ? dialog-ended shown
        """,
    # Its time has come, or what it is about is gone, or it may be asked for again.
    **{f"NOTIFY that ends a subscription: {reason or 'no reason'}": f"""
        A>B SUBSCRIBE
            {ALICE}
            | Event: dialog
        B>A 200
            {BOB}
        B>A NOTIFY 1 tag=a {TO_ALICE}
            | Event: dialog
            | Subscription-State: terminated{reason}
        A>B 200
        """ for reason in ("", ";reason=timeout", ";reason=noresource", ";reason=deactivated", ";reason=giveup")},
    "NOTIFY of a subscription that goes on": f"""
        A>B SUBSCRIBE
            {ALICE}
            | Event: dialog
        B>A 200
            {BOB}
        B>A NOTIFY 1 tag=a {TO_ALICE}
            | Event: dialog
            | Subscription-State: active;reason=rejected
        A>B 200
        """,
}

TRANSFERS = {
    # transfer-failed
    "NOTIFY that reports 486": transferred("486 Busy Here", f"""{FAILED}
            ~ 486 Busy Here""", FAILED_THEN),
    "NOTIFY that reports 603": transferred("603 Decline", FAILED, FAILED_THEN),
    "NOTIFY that reports 503 in its own words": transferred("503 Geht nicht", f"""{FAILED}
            ~ 503""", FAILED_THEN),
    # 580 is a code like another one here: it was not the NOTIFY that failed.
    "NOTIFY that reports 580": transferred("580 Precondition Failure", FAILED, FAILED_THEN),
    # As long as the subscription goes on there may be another try.
    "NOTIFY that reports a failure, and then a success": f"""
        {REFER}
        B>A 202
        {NOTIFY.format(1)}
            {STATE.format("", "active;expires=60", "503 Service Unavailable")}
        A>B 200
        {NOTIFY.format(2)}
            {STATE.format("", ENDING, "200 OK")}
        A>B 200
        """,
    "NOTIFY that reports a failure, and goes on in vain": f"""
        {REFER}
        B>A 202
            2? transfer-failed shown
        {NOTIFY.format(1)}
            {STATE.format("", "active;expires=60", "503 Service Unavailable")}
        A>B 200
        """,
    "NOTIFY that reports a failure in short forms": f"""
        {REFER}
        B>A 202
            2? transfer-failed shown
            2~ frame 6
        {NOTIFY.format(1)}
            | o : Refer;id=2
            | c: Message/SipFrag
            : SIP/2.0 408 Request Timeout
            : Server: example
            {FAILED}
            ~ 408
        A>B 200
        """,
    "NOTIFY that reports a failure, on both legs of a proxy": f"""
        {PROXIED}
        A>P REFER 2 tag=b {TO_BOB}
            | Refer-To: <sip:carol@example.com>
            {ROUTE}
        P>B REFER 2 tag=b {TO_BOB}
            | Refer-To: <sip:carol@example.com>
        B>P 202
            2? transfer-failed shown
        P>A 202
            2? transfer-failed shown
        B>P NOTIFY 1 tag=a {TO_ALICE}
            {ROUTE}
            {BUSY}
            {FAILED}
        P>A NOTIFY 1 tag=a {TO_ALICE}
            {BUSY}
            {FAILED}
        A>P 200
        P>B 200
        """,
    "NOTIFY that reports a failure of one of two REFERs": f"""
        {REFER}
        B>A 202
        A>B REFER 3 tag=b {TO_BOB}
            | Refer-To: <sip:dave@example.com>
        B>A 202
            2? transfer-failed shown
            2~ frame 8
        {NOTIFY.format(1)}
            {STATE.format(";id=3", ENDING, "486 Busy Here")}
            {FAILED}
        A>B 200
        {NOTIFY.format(2)}
            {STATE.format(";id=2", ENDING, "200 OK")}
        A>B 200
        """,
    # The NOTIFY says so itself, whatever came before.
    "NOTIFY that reports a failure, and a capture that begins after the REFER": f"""
        {NOTIFY.format(7)}
            {BUSY}
            {FAILED}
        A>B 200
        """,
    "NOTIFY that reports 200": transferred("200 OK"),
    "NOTIFY that reports 180, and the subscription ends": transferred("180 Ringing"),
    "NOTIFY that reports 100, and the subscription ends": transferred("100 Trying"),
    # It is about a dialog of the callee, and not about a REFER.
    "NOTIFY of another event with a failure in it": f"""
        {REFER}
        B>A 202
        {NOTIFY.format(1)}
            | Event: dialog
            | Subscription-State: active
            | Content-Type: message/sipfrag
            : SIP/2.0 486 Busy Here
        A>B 200
        {NOTIFY.format(2)}
            {DONE}
        A>B 200
        """,
    "NOTIFY about a REFER with a text in it": f"""
        {REFER}
        B>A 202
        {NOTIFY.format(1)}
            | Event: refer
            | Subscription-State: active
            | Content-Type: text/plain
            : SIP/2.0 486 Busy Here
        A>B 200
        {NOTIFY.format(2)}
            {DONE}
        A>B 200
        """,
    # The phrase is not the code.
    "NOTIFY that reports 200 in odd words": transferred("200 486 Busy Here"),
    # A sipfrag of a request reports nothing (RFC 3515, Section 2.4.5).
    "NOTIFY about a REFER with a request in it": f"""
        {REFER}
        B>A 202
        {NOTIFY.format(1)}
            | Event: refer
            | Subscription-State: active
            | Content-Type: message/sipfrag
            : INVITE sip:486@example.com SIP/2.0
        A>B 200
        """,
    # The REFER was refused, so there is no transfer that could fail.
    "REFER that is refused": f"""
        {REFER}
        B>A 500
        """,
}

# A call of A and B that is answered, and a third one who wants to take it over from B.
WITH_CAROL = f"""C>A INVITE call=2 from=c {TO_ALICE}
            | Contact: {CAROL}"""


def replaced(name, code, found="", before=UP, after=""):
    """What Carol's INVITE with such a Replaces gets from Alice."""
    return f"""
        {before}
        {WITH_CAROL}
            | Replaces: {name}
            | Require: replaces
        +0.6
        A>C {code} call=2 tag=a2
            {found}
        C>A ACK 1 call=2 from=c tag=a2 {TO_ALICE}
        {after}
        """


ENDED_BEFORE = f"""{UP}
        A>B BYE 2 tag=b {TO_BOB}
        B>A 200
        """
RINGING = f"""
        A>B INVITE
            {ALICE}
        B>A 180
            {BOB}
        +3
        """
UNKNOWN = "? replaces-unknown shown"
THIS_CALL = "call-{network}-1;to-tag=a;from-tag=b"

REPLACED = {
    # replaces-unknown
    "Replaces of a call that is not there": replaced("other-call@hidden;to-tag=1;from-tag=2", 481, f"""{UNKNOWN}
            ~ other-call@hidden
            !~ usually harmless"""),
    "Replaces of a call with other tags": replaced("call-{network}-1;to-tag=a;from-tag=zz", 481, UNKNOWN),
    "Replaces of a call that ended": replaced(THIS_CALL, 603, f"""{UNKNOWN}
            ~ frame 4""", ENDED_BEFORE),
    "Replaces of a call that ended, told as one that is not there": replaced(
        THIS_CALL, 481, f"""{UNKNOWN}
            ~ frame 4""", ENDED_BEFORE),
    "Replaces of an early call alone, where it was answered": replaced(
        THIS_CALL + ";early-only", 486, f"""{UNKNOWN}
            ~ early-only"""),
    # Alice is asked, whose own tag is in to-tag (RFC 3891, Section 3).
    "Replaces of a call that is up": replaced(THIS_CALL, 500),
    "Replaces of a call that is up, and 481 all the same": replaced(THIS_CALL, 481),
    "Replaces of a call that is up, in another order": replaced("call-{network}-1 ; from-tag=b ; to-tag=a", 481),
    "Replaces of a call that is not there, challenged and taken back": f"""
        {UP}
        {WITH_CAROL}
            | Replaces: other-call@hidden;to-tag=1;from-tag=2
        A>C 407 call=2 tag=a2
            {CHALLENGE}
        C>A ACK 1 call=2 from=c tag=a2 {TO_ALICE}
        C>A INVITE 2 call=2 from=c {TO_ALICE}
            | Contact: {CAROL}
            {CREDENTIALS}
        A>C 200 call=2 tag=a2
            {ALICE}
        C>A {ACK}2 2 call=2 from=c tag=a2 {TO_ALICE}
        """,
    # No INVITE of it was seen, but it is there: somebody talks in it.
    "Replaces of a call that was up before the capture began": replaced(THIS_CALL, 481, before=f"""
        A>B INFO 7 tag=b {TO_BOB}
        B>A 200
        """),
    "Replaces of an early call alone, while it rings": replaced(THIS_CALL + ";early-only", 500, "", RINGING, f"""
        B>A 200 INVITE
            {BOB}
        A>B {ACK} tag=b {TO_BOB}"""),
    "Replaces of a call that is not there, accepted": f"""
        {UP}
        {WITH_CAROL}
            | Replaces: other-call@hidden;to-tag=1;from-tag=2
        A>C 200 call=2 tag=a2
            {ALICE}
        C>A {ACK}2 1 call=2 from=c tag=a2 {TO_ALICE}
        """,
    # In Refer-To it is for the INVITE that is to come, and not for this request.
    "REFER to a URI with a Replaces of a call that is not there": f"""
        {UP}
        A>B REFER 2 tag=b {TO_BOB}
            | Refer-To: <sip:carol@example.com?Replaces=other-call%40hidden%3Bto-tag%3D1%3Bfrom-tag%3D2>
        B>A 500
        """,
}


def published(code, condition="| SIP-If-Match: dx200xyz", found="", answer="", expires=3600):
    return f"""
        A>S PUBLISH
            | Event: presence
            | Expires: {expires}
            {condition}
        S>A {code} tag=s
            {answer}
            {found}
        """


DESIRED = """| Content-Type: application/sdp
            : v=0
            : o=- 0 0 IN IP4 192.0.2.10
            : s=-
            : c=IN IP4 192.0.2.10
            : t=0 0
            : m=audio 40000 RTP/AVP 0
            : a=curr:qos e2e none
            : a=des:qos {} e2e sendrecv"""
NEEDED = f"""A>B INVITE
            {ALICE}
            | Require: precondition
            {DESIRED.format("mandatory")}"""

CONDITIONS = {
    # etag-unknown
    "412 to a PUBLISH that refreshes": published(412, found="""? etag-unknown shown
            ~ dx200xyz"""),
    "412 to a PUBLISH that removes": published(412, "| SIP-If-Match: dx201", expires=0, found="""? etag-unknown shown
            ~ dx201"""),
    # There is no tag that could be unknown.
    "412 to a PUBLISH that is the first one": published(412, ""),
    "500 to a PUBLISH that refreshes": published(500),
    "200 to a PUBLISH that refreshes": published(200, answer="| SIP-ETag: kwj449x"),
    # precondition-failed
    "580 with a line that failed": f"""
        {NEEDED}
        B>A 580
            {DESIRED.format("failure")}
            ? precondition-failed shown
            ~ a=des:qos failure e2e sendrecv
        A>B ACK tag=b
        """,
    "580 and no more": f"""
        {NEEDED}
        B>A 580
            ? precondition-failed shown
        A>B ACK tag=b
        """,
    "580 to an UPDATE": f"""
        {NEEDED}
        B>A 183
            {BOB}
            {DESIRED.format("mandatory")}
        A>B UPDATE 2 tag=b {TO_BOB}
            {ALICE}
            {DESIRED.format("mandatory")}
        B>A 580
            {DESIRED.format("failure")}
            ? precondition-failed shown
        A>B CANCEL
        B>A 200
        B>A 487 INVITE
        A>B ACK tag=b
        """,
    # It is wanted, and not there yet; that is what preconditions are for.
    "500 where a precondition was wanted": f"""
        {NEEDED}
        B>A 183
            {BOB}
            {DESIRED.format("mandatory")}
        B>A 500
            {DESIRED.format("mandatory")}
        A>B ACK tag=b
        """,
    "200 where a precondition was wanted": f"""
        {NEEDED}
        B>A 200
            {BOB}
            {DESIRED.format("none")}
        A>B {ACK} tag=b {TO_BOB}
        """,
}

LADDERS = {**TIMERS, **REASONS, **PROXIES, **REDIRECTIONS, **SUBSCRIPTIONS, **TRANSFERS, **REPLACED, **CONDITIONS}

ENDINGS = {
    # Nothing can be known of what the client does next.
    "302 at the end of the capture": redirected([CAROL], "") + "+1\nA>P OPTIONS 7 call=9\nP>A 200 call=9",
}
