using System.Globalization;

namespace Nginx502.Linux;

/// <summary>Reads the options of one rule of iptables (man 8 iptables-extensions).</summary>
/// <param name="family">4 or 6.</param>
internal sealed class IptablesRuleReader(int family)
{
    private static readonly HashSet<string> HarmlessTargets = new(StringComparer.Ordinal)
    {
        "LOG", "NFLOG", "ULOG", "TRACE", "AUDIT", "MARK", "CONNMARK", "SECMARK", "CONNSECMARK", "CLASSIFY", "TOS", "DSCP", "TTL", "HL", "ECN", "TCPMSS", "TCPOPTSTRIP",
        "CHECKSUM", "SET", "IDLETIMER", "RATEEST", "HMARK", "LED", "TEE", "NFACCT", "SNAT", "MASQUERADE",
    };

    private readonly List<FirewallMatch> _matches = [];
    private readonly List<string> _modules = [];
    private string[] _words = [];
    private int _at;

    /// <summary>The conditions.</summary>
    public IReadOnlyList<FirewallMatch> Matches => _matches;

    /// <summary>What becomes of the packet.</summary>
    public FirewallVerdict Verdict { get; private set; } = new(FirewallAction.None);

    /// <summary>The comment; null without one. Safe to show.</summary>
    public string? Comment { get; private set; }

    /// <summary>Reads a rule.</summary>
    /// <param name="words">Its words after the chain's name.</param>
    /// <param name="isChain">Tells whether a target is a chain of the table.</param>
    public void Read(string[] words, Func<string, bool> isChain)
    {
        _words = words;
        bool isNegated = false;
        for (_at = 0; _at < words.Length;)
        {
            string word = words[_at++];
            if (word == "!")
            {
                isNegated = true;
                continue;
            }

            if (word is "-j" or "-g")
            {
                ReadTarget(Next(), word == "-g", isChain);
                return;
            }

            ReadOption(word, isNegated);
            isNegated = false;
        }
    }

    private void ReadOption(string option, bool isNegated)
    {
        switch (option)
        {
            case "-s" or "-d":
                Add(Networks(option == "-s" ? FirewallField.SourceAddress : FirewallField.DestinationAddress, [Next()]), isNegated);
                break;
            case "--src-range" or "--dst-range":
                Add(Networks(option == "--src-range" ? FirewallField.SourceAddress : FirewallField.DestinationAddress, [Next()]), isNegated);
                break;
            case "-i" or "-o":
                string device = Next();
                Add(FirewallMatch.Of(option == "-i" ? FirewallField.InputInterface : FirewallField.OutputInterface, FirewallRange.Named(device.EndsWith('+') ? device[..^1] + "*" : device)), isNegated);
                break;
            case "-p":
                string protocol = Next();
                Add(protocol == "all" ? null : Numbers(FirewallField.Protocol, protocol), isNegated, isKnown: protocol == "all");
                break;
            case "-m":
                _modules.Add(Next());
                AddModule(_modules[^1]);
                break;
            case "--dport" or "--dports" or "--destination-port" or "--destination-ports":
                Add(Ports(FirewallField.DestinationPort), isNegated);
                break;
            case "--sport" or "--sports" or "--source-port" or "--source-ports":
                Add(Ports(FirewallField.SourcePort), isNegated);
                break;
            case "--ports":
                // Either of both; the client's is not known beforehand.
                Add(Ports(FirewallField.DestinationPort), isNegated);
                break;
            case "--ctstate" or "--state":
                AddState(Next(), isNegated);
                break;
            case "--ctstatus":
                Add(Bits(FirewallField.ConnectionStatus, Next()), isNegated);
                break;
            case "--ctdir":
                Add(FirewallMatch.Of(FirewallField.ConnectionDirection, FirewallRange.One(Next() == "ORIGINAL" ? 0u : 1u)), isNegated);
                break;
            case "--syn":
                AddFlags("FIN,SYN,RST,ACK", "SYN", isNegated);
                break;
            case "--tcp-flags":
                AddFlags(Next(), Next(), isNegated);
                break;
            case "--dst-type":
                Add(Numbers(FirewallField.DestinationType, Next()), isNegated);
                break;
            case "--pkt-type":
                Add(Numbers(FirewallField.PacketType, Next()), isNegated);
                break;
            case "--comment":
                Comment = SafeText.Escape(Next());
                break;
            default:
                ReadBehaviour(option, isNegated);
                break;
        }
    }

    // How the first connection of somebody who is reachable meets matches that remember or measure.
    private void ReadBehaviour(string option, bool isNegated)
    {
        bool? fits = option switch
        {
            "--limit" or "--hashlimit-upto" or "--hashlimit" or "--connlimit-upto" or "--set" => true,
            "--hashlimit-above" or "--connlimit-above" or "--update" or "--rcheck" or "--remove" => false,
            "--invert" when _modules.Contains("rpfilter") => false,
            "-f" => false,
            _ => null,
        };
        if (fits is { } known)
        {
            if (known == isNegated)
            {
                _matches.Add(FirewallMatch.Never);
            }
        }
        else if (isNegated || Decides(option))
        {
            _matches.Add(FirewallMatch.Unknown($"the option {option} of iptables"));
        }

        // The values of an option that is not read stand before the next one.
        while (_at < _words.Length && !_words[_at].StartsWith('-') && _words[_at] != "!")
        {
            _at++;
        }
    }

    // Options that only say how a module does it.
    private static bool Decides(string option) => option is not (
        "--limit-burst" or "--hashlimit-burst" or "--hashlimit-mode" or "--hashlimit-name" or "--hashlimit-srcmask" or "--hashlimit-dstmask" or "--hashlimit-htable-size"
        or "--hashlimit-htable-max" or "--hashlimit-htable-expire" or "--hashlimit-htable-gcinterval" or "--hashlimit-rate-match" or "--hashlimit-rate-interval"
        or "--connlimit-mask" or "--connlimit-saddr" or "--connlimit-daddr" or "--seconds" or "--hitcount" or "--name" or "--mask" or "--rsource" or "--rdest" or "--reap" or "--rttl"
        or "--loose" or "--validmark" or "--accept-local" or "--icmp-type" or "--icmpv6-type");

    // Modules that decide by being there, and those whose options are read.
    private void AddModule(string module)
    {
        if (module is "rt" or "frag" or "hbh" or "dst" or "mh" or "ah" or "esp" or "dccp")
        {
            // Headers that a plain first packet does not have.
            _matches.Add(FirewallMatch.Never);
            return;
        }

        bool isRead = module is "tcp" or "udp" or "udplite" or "sctp" or "icmp" or "icmp6" or "multiport" or "conntrack" or "state" or "addrtype" or "pkttype" or "iprange" or "comment" or "limit"
            or "hashlimit" or "connlimit" or "recent" or "rpfilter";
        if (!isRead)
        {
            _matches.Add(FirewallMatch.Unknown($"the match {module} of iptables"));
        }
    }

    private void ReadTarget(string target, bool isGoto, Func<string, bool> isChain)
    {
        string[] options = _words[_at..];
        Verdict = target switch
        {
            "ACCEPT" => new FirewallVerdict(FirewallAction.Accept),
            "DROP" => new FirewallVerdict(FirewallAction.Drop),
            "REJECT" => new FirewallVerdict(FirewallAction.Reject),
            "RETURN" => new FirewallVerdict(FirewallAction.Return),
            _ when isChain(target) => new FirewallVerdict(isGoto ? FirewallAction.Goto : FirewallAction.Jump, target),
            "NOTRACK" => new FirewallVerdict(FirewallAction.NoTrack),
            "CT" => new FirewallVerdict(options.Contains("--notrack") ? FirewallAction.NoTrack : FirewallAction.None),
            "REDIRECT" => IptablesTranslation.Redirect(options),
            "DNAT" => IptablesTranslation.Destination(options),
            "NFQUEUE" or "QUEUE" => FirewallVerdict.Unknown($"a program that the packet is handed to ({target})"),
            _ when HarmlessTargets.Contains(target) => Verdict,
            _ => FirewallVerdict.Unknown($"the target {target} of iptables"),
        };

        // Options of matches may stand behind the target, as ufw writes its files; a comment may too.
        int comment = Array.IndexOf(options, "--comment");
        Comment ??= comment >= 0 && comment + 1 < options.Length ? SafeText.Escape(options[comment + 1]) : null;
    }

    private void AddState(string states, bool isNegated)
    {
        // NEW, and what a packet that was given another address has; neither of a first packet has a reply yet.
        string[] known = [.. states.Split(',').Where(state => state is not ("SNAT" or "DNAT"))];
        if (known.Length < states.Split(',').Length)
        {
            _matches.Add(FirewallMatch.Unknown("whether the packet was given another address (--ctstate)"));
            return;
        }

        Add(Bits(FirewallField.ConnectionState, string.Join(',', known)), isNegated);
    }

    private void AddFlags(string mask, string wanted, bool isNegated) => Add(
        Flags(mask) is { } bits && Flags(wanted) is { } value ? FirewallMatch.Of(FirewallField.TcpFlags, FirewallRange.One(value)) with { Mask = bits } : null, isNegated);

    private static UInt128? Flags(string text)
    {
        UInt128 bits = 0;
        foreach (string flag in text.Split(','))
        {
            if (FirewallValues.Number(FirewallField.TcpFlags, flag) is not { } number)
            {
                return null;
            }

            bits |= (UInt128)number;
        }

        return bits;
    }

    private static FirewallMatch? Bits(FirewallField field, string text)
    {
        int?[] numbers = [.. text.Split(',').Select(word => FirewallValues.Number(field, word))];
        return numbers.All(number => number is not null)
            ? FirewallMatch.Of(field, FirewallRange.One(numbers.Aggregate((UInt128)0, (bits, number) => bits | (UInt128)number!.Value))) with { IsAnyBit = true }
            : null;
    }

    private static FirewallMatch? Numbers(FirewallField field, string text)
    {
        int?[] numbers = [.. text.Split(',').Select(word => FirewallValues.Number(field, word))];
        return numbers.All(number => number is not null) ? FirewallMatch.Of(field, [.. numbers.Select(number => FirewallRange.One((UInt128)number!.Value))]) : null;
    }

    private FirewallMatch? Networks(FirewallField field, string[] texts)
    {
        FirewallRange?[] ranges = [.. texts.Select(text => FirewallValues.Network(text, out _))];
        return ranges.All(range => range is not null) ? FirewallMatch.Of(field, ranges!) with { Family = family } : null;
    }

    private FirewallMatch? Ports(FirewallField field)
    {
        var ranges = new List<FirewallRange>();
        foreach (string text in Next().Split(','))
        {
            string[] ends = text.Split(':');
            bool isFirst = int.TryParse(ends[0].Length == 0 ? "0" : ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out int first);
            bool isLast = int.TryParse(ends[^1].Length == 0 ? "65535" : ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out int last);
            if (!isFirst || !isLast)
            {
                return null;
            }

            ranges.Add(new FirewallRange((UInt128)first, (UInt128)last));
        }

        return FirewallMatch.Of(field, [.. ranges]);
    }

    private void Add(FirewallMatch? match, bool isNegated, bool isKnown = false)
    {
        if (match is not null)
        {
            _matches.Add(match with { IsNegated = isNegated });
        }
        else if (!isKnown)
        {
            _matches.Add(FirewallMatch.Unknown($"'{string.Join(' ', _words.Take(_at).TakeLast(2))}' of iptables"));
        }
    }

    private string Next() => _at < _words.Length ? _words[_at++] : string.Empty;
}
