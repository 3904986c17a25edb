namespace Nginx502.Nginx;

/// <summary>Finds names that several servers of one address have (nginx: src/core/ngx_hash.c, ngx_hash_add_key).</summary>
/// <param name="report">Takes what is found.</param>
/// <param name="address">The address as nginx writes it.</param>
internal sealed class ServerNameConflicts(CheckReport report, string address)
{
    // What is compared with what: whole names, beginnings and ends of names, each for itself.
    private readonly Dictionary<string, SyntaxDirective> _whole = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, SyntaxDirective> _heads = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, SyntaxDirective> _tails = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Compares the names of all servers of the address.</summary>
    public void Check(IReadOnlyList<ServerNames> servers)
    {
        foreach (ServerNames server in servers)
        {
            if (server.Directives.Count == 0)
            {
                Add(_whole, string.Empty, string.Empty, server.Server, word: 0);
            }

            foreach (SyntaxDirective directive in server.Directives)
            {
                for (int index = 0; index < directive.ArgumentCount; index++)
                {
                    AddName(directive.Argument(index), directive, index + 1);
                }
            }
        }
    }

    private void AddName(string name, SyntaxDirective directive, int word)
    {
        if (name.StartsWith('~'))
        {
            return;
        }

        bool isHead = name.Length > 2 && name.StartsWith("*.", StringComparison.Ordinal);
        bool isTail = name.Length > 2 && name.EndsWith(".*", StringComparison.Ordinal);
        int stars = name.Count(letter => letter == '*');
        if (stars > 1 || (stars == 1 && !isHead && !isTail) || name.Contains("..", StringComparison.Ordinal))
        {
            report.Error(directive, word, "InvalidValue", $"invalid server name or wildcard \"{name}\" on {address}", "A * may stand for the whole first or last part alone: *.example.com, www.example.*.");
        }
        else if (name.StartsWith('.') && name.Length > 1)
        {
            // .example.com is example.com and *.example.com.
            if (Add(_whole, name[1..], name, directive, word))
            {
                Add(_heads, name, name, directive, word);
            }
        }
        else
        {
            Add(isHead ? _heads : isTail ? _tails : _whole, isHead ? name[1..] : name, name, directive, word);
        }
    }

    private bool Add(Dictionary<string, SyntaxDirective> names, string key, string name, SyntaxDirective directive, int word)
    {
        if (names.TryAdd(key, directive))
        {
            return true;
        }

        SyntaxDirective first = names[key];
        report.Warning(
            directive,
            word,
            "ConflictingServerName",
            $"conflicting server name \"{name.ToLowerInvariant()}\" on {address}, ignored",
            $"The server in line {first.LineNumber} of {first.File.Path} has it too, and gets the requests.");
        return false;
    }
}
