# SPDX-License-Identifier: GPL-2.0-or-later
"""Scenarios of sipp out of short texts.

    > INVITE                sends a request. What it answers to, tags, routes and branch follow from what came before
    > 200                   sends a response to the last request; "> 487 INVITE": to the INVITE that waits
    < 180                   waits for a response
    < 100 ?                 lets one pass, if it comes
    < 407 auth              keeps its challenge, for "> INVITE auth", "> INVITE auth=PASSWORD"
    < BYE                   waits for a request
    wait 300                does nothing for so many milliseconds
    | Header: value         behind a sent message: another header, or another value of one that is there
    | -Header               and one that is left out
    | Request-Line          without a colon: another first line
    : body                  and a line of its body

Words behind a sent message: sdp (a body that offers or answers G.711; an INVITE has one anyway), bare (none),
once (sent once, though nobody answers), untagged (To has no tag), unrouted (no Route), to=USER, from=USER (for all that
follows), uri=URI, cseq=N, branch=B, phrase=P ("_" for blanks).
"""

import re
import xml.sax.saxutils

from network import DOMAIN

SDP = """v=0
o=lab 1 1 IN IP4 [local_ip]
s=-
c=IN IP4 [local_ip]
t=0 0
m=audio 6000 RTP/AVP 8 0
a=rtpmap:8 PCMA/8000
a=rtpmap:0 PCMU/8000"""
PHRASES = {"100": "Trying", "180": "Ringing", "183": "Session Progress", "200": "OK", "202": "Accepted",
           "302": "Moved Temporarily", "400": "Bad Request", "403": "Forbidden", "404": "Not Found",
           "405": "Method Not Allowed", "408": "Request Timeout", "415": "Unsupported Media Type", "420": "Bad Extension",
           "421": "Extension Required", "422": "Session Interval Too Small", "480": "Temporarily Unavailable",
           "481": "Call/Transaction Does Not Exist", "486": "Busy Here", "487": "Request Terminated",
           "488": "Not Acceptable Here", "489": "Bad Event", "491": "Request Pending", "500": "Server Internal Error",
           "503": "Service Unavailable", "603": "Decline"}
# Of the INVITE that came last: Vias, From, To and CSeq, for what answers it after another request came.
KEPT = {"1": ("msg", r"(Via:[^[:cntrl:]]*[[:cntrl:]]+)+"), "2": ("hdr", "From:"), "3": ("hdr", "To:"), "4": ("hdr", "CSeq:")}
# From and To of the one that began the dialog, for own requests inside it.
BEGAN = {"5": ("hdr", "From:"), "6": ("hdr", "To:")}
WITHOUT_CONTACT = ("ACK", "BYE", "CANCEL", "MESSAGE", "PRACK", "INFO", "PUBLISH")


class Message:
    """A message to be sent, as its text says."""

    def __init__(self, words):
        self.name = words[0]
        self.flags = {word for word in words[1:] if "=" not in word}
        self.options = {name: value.replace("_", " ") for name, _, value in (word.partition("=") for word in words[1:]
                                                                             if "=" in word)}
        self.headers, self.removed, self.body, self.first_line = [], set(), [], None

    def add(self, kind, line):
        if kind == ":":
            self.body.append(line)
        elif line.startswith("-"):
            self.removed.add(line[1:].lower())
        elif re.match(r"[A-Za-z-]+:", line):
            self.headers.append(line)
        else:
            self.first_line = line

    def text(self, first_line, headers, body):
        own = {line.split(":")[0].lower() for line in self.headers}
        lines = [line for line in headers if not {line.split(":")[0].lower(), line.strip("[]:").lower()} & (own | self.removed)]
        body = "\n".join(self.body) or body
        if body and "content-type" not in own | self.removed:
            lines.append("Content-Type: application/sdp" if body.startswith("v=") else "Content-Type: text/plain")
        lines += self.headers
        if "content-length" not in own:
            lines.append("Content-Length: [len]")
        return "\n".join([self.first_line or first_line, *lines, "", body])


class Party:
    """What one side of a dialog knows while its text is read."""

    def __init__(self, calls, user, other):
        self.calls = calls              # it sends the first request
        self.user, self.other = user, other
        self.tag = "[pid]-[call_number]-" + ("a" if calls else "b")
        self.cseq = 0
        self.invite = None              # CSeq of its own last INVITE
        self.refused = False            # whose final answer was not a 2xx
        self.begins = False             # its last request may begin a dialog
        self.dialog = False             # the other side's tag is known
        self.last = None                # what came last
        self.met = None                 # method of the last request that came
        self.met_first = True           # and it begins a dialog

    def receive(self, words):
        name, *rest = words
        self.last = name
        attributes = {"optional": "true"} if "?" in rest else {}
        if "auth" in rest:
            attributes["auth"] = "true"
        actions = ""
        if name.isdigit():
            attributes["response"] = name
            code = int(name)
            if self.invite is not None and code >= 200 and "CANCEL" not in rest:
                self.refused = code >= 300
            if 101 <= code < 300 and self.calls and self.begins:
                self.dialog = True
                # Of several that ring, the one that answers counts.
                if code >= 200 or "early" in rest:
                    attributes["rrs"] = "true"
        else:
            attributes["request"] = name
            self.met = name
            self.met_first = not self.dialog and name in ("INVITE", "CANCEL", "OPTIONS", "MESSAGE", "SUBSCRIBE", "REGISTER",
                                                           "PUBLISH", "NOTIFY", "REFER") or "new" in rest
            if name in ("INVITE", "SUBSCRIBE"):
                attributes["rrs"] = "true"
                self.kept = self.met_first
                actions = "".join(f'<ereg regexp="{regexp if kind == "msg" else ".*"}" search_in="{kind}" '
                                  + (f'header="{regexp}" ' if kind == "hdr" else "") + f'assign_to="{variable}"/>'
                                  for variable, (kind, regexp) in {**KEPT, **(BEGAN if self.met_first else {})}.items())
        inner = f"<action>{actions}</action>" if actions else ""
        return "<recv " + " ".join(f'{key}="{value}"' for key, value in attributes.items()) + f">{inner}</recv>"

    def answer(self, message):
        """First line, headers and body of a response."""
        method = next(iter(message.flags - {"sdp", "bare", "once", "untagged"}), self.met)
        kept = method == "INVITE" != self.last
        first = self.kept if kept else self.met_first
        tag = f";tag={self.tag}" if first and "untagged" not in message.flags and message.name != "100" else ""
        phrase = message.options.get("phrase", PHRASES.get(message.name, "Reason"))
        if kept:
            headers = ["[$1]From:[$2]", f"To:[$3]{tag}", "[last_Call-ID:]", "CSeq:[$4]"]
        else:
            headers = ["[last_Via:]", "[last_Record-Route:]", "[last_From:]", f"[last_To:]{tag}", "[last_Call-ID:]", "[last_CSeq:]"]
        if method in ("INVITE", "SUBSCRIBE", "REFER") and message.name < "300":
            headers.append("Contact: <sip:[local_ip]:[local_port];transport=[transport]>")
        if message.name[0] == "2" and method in ("INVITE", "SUBSCRIBE"):
            self.dialog = True
        headers.append("Server: lab phone")
        return f"SIP/2.0 {message.name} {phrase}", headers, SDP if "sdp" in message.flags else ""

    def request(self, message):
        """The same of a request."""
        method = message.name
        self.other = message.options.get("to", self.other)
        self.user = message.options.get("from", self.user)
        if method not in ("ACK", "CANCEL"):
            self.cseq += 1
        self.begins = method in ("INVITE", "SUBSCRIBE")
        cseq = message.options.get("cseq") or (self.invite if method in ("ACK", "CANCEL") else self.cseq)
        if method == "INVITE":
            self.invite, self.refused = cseq, False
            self.inside = self.dialog
        same = method == "CANCEL" or method == "ACK" and self.refused
        branch = f"z9hG4bK-[pid]-[call_number]-{self.tag[-1]}{cseq}" + ("" if same or method == "INVITE" else method)
        inside = self.dialog and not (same and not self.inside)
        target = f"sip:{DOMAIN}" if method == "REGISTER" else "[next_url]" if inside else f"sip:{self.other}@{DOMAIN}"
        to = f"<sip:{self.user if method in ('REGISTER', 'PUBLISH') else self.other}@{DOMAIN}>"
        if self.calls:
            tag = "[peer_tag_param]" if (inside or method == "ACK") and "untagged" not in message.flags else ""
            headers = [f"From: <sip:{self.user}@{DOMAIN}>;tag={self.tag}", f"To: {to}{tag}"]
        else:
            headers = [f"From:[$6];tag={self.tag}", "To:[$5]"]
        headers = [f"Via: SIP/2.0/[transport] [local_ip]:[local_port];branch={message.options.get('branch', branch)}",
                   *(["[routes]"] if inside and "unrouted" not in message.flags else []), *headers,
                   "Call-ID: [call_id]", f"CSeq: {cseq} {method}", "Max-Forwards: 70"]
        if method not in WITHOUT_CONTACT:
            headers.append(f"Contact: <sip:{self.user}@[local_ip]:[local_port];transport=[transport]>")
        if "auth" in message.flags or "auth" in message.options:
            headers.append(f"[authentication username={self.user} password={message.options.get('auth', 'secret' + self.user)}]")
        headers.append("User-Agent: lab phone")
        offers = method == "INVITE" and "bare" not in message.flags or "sdp" in message.flags
        return f"{method} {message.options.get('uri', target)} SIP/2.0", headers, SDP if offers else ""

    def send(self, message):
        text = message.text(*(self.answer(message) if message.name.isdigit() else self.request(message)))
        again = message.name != "ACK" and (not message.name.isdigit() or message.name == "200" and self.met == "INVITE")
        retrans = ' retrans="500"' if again and "once" not in message.flags else ""
        return f"<send{retrans}><![CDATA[\n{text}\n]]></send>"


def scenario(text, user, other):
    """The XML of a text."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    party = Party(lines[0].startswith(">"), user, other)
    steps = []          # a word of sipp, or a message that may go on
    for line in lines:
        kind, _, rest = line.partition(" ")
        if kind in ("|", ":"):
            steps[-1][1].add(kind, rest)
        elif kind == ">":
            steps.append(("send", Message(rest.split())))
        elif kind == "<":
            steps.append(("recv", rest.split()))
        elif kind == "wait":
            steps.append(("pause", rest))
        else:
            raise ValueError(line)
    out = []
    for kind, step in steps:
        out.append(party.send(step) if kind == "send" else party.receive(step) if kind == "recv"
                   else f'<pause milliseconds="{int(step)}"/>')
    # A variable that is kept and never used is a fault for sipp.
    if "[$" not in "".join(out) and "assign_to" in "".join(out):
        out = [re.sub(r"<action>.*?</action>", "", line) for line in out]
    elif "assign_to" in "".join(out):
        used = ",".join(v for v in (*KEPT, *BEGAN) if f"[${v}]" not in "".join(out))
        if used:
            out.append(f'<Reference variables="{used}"/>')
    return ('<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE scenario SYSTEM "sipp.dtd">\n'
            f'<scenario name={xml.sax.saxutils.quoteattr(user)}>\n' + "\n".join(out) + "\n</scenario>\n")
