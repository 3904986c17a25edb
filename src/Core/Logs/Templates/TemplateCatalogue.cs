using System.Diagnostics.CodeAnalysis;

namespace Nginx502.Logs;

/// <summary>
/// Finds which of many templates a message was made of. The templates' leading literals form a tree, so that a message is
/// compared with few of them; of those that match, the one with the longest leading literal wins, then the one with
/// the most literal bytes. Matching allocates nothing; the catalogue never changes, and serves any number of threads.
/// </summary>
/// <typeparam name="T">What a template means.</typeparam>
internal sealed class TemplateCatalogue<T>
{
    // A template with less than a word at its beginning can begin like anything.
    private const int LeastBeginning = 4;

    private readonly TemplateEnd _end;
    private readonly Entry[] _entries;
    private readonly Node _root;

    /// <summary>A catalogue of templates in the notation of <see cref="LogTemplate"/>.</summary>
    /// <exception cref="FormatException">A template cannot be read.</exception>
    /// <exception cref="ArgumentException">A template is there twice.</exception>
    public TemplateCatalogue(IEnumerable<(string Template, T Value)> entries, TemplateEnd end)
    {
        ArgumentNullException.ThrowIfNull(entries);
        _end = end;
        _entries = entries
            .Select(entry => new Entry(LogTemplate.Parse(entry.Template), entry.Value))
            .OrderByDescending(entry => entry.Template.LeadingLiteral.Length)
            .ThenByDescending(entry => entry.Template.LiteralLength)
            .ThenBy(entry => entry.Template.Text, StringComparer.Ordinal)
            .ToArray();
        if (_entries.GroupBy(entry => entry.Template.Text, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"The template '{twice.Key}' is there twice.", nameof(entries));
        }

        _root = Node.Build([], parent: null, _entries, depth: 0);
    }

    /// <summary>The largest number of placeholders of a template: room for all that can be captured.</summary>
    public int MaximumPlaceholders => _entries.Length == 0 ? 0 : _entries.Max(entry => entry.Template.PlaceholderCount);

    /// <summary>What the message means; false when no template matches it.</summary>
    public bool TryMatch(ReadOnlySpan<byte> message, [MaybeNullWhen(false)] out T value) => TryMatch(message, [], out value);

    /// <summary>What the message means, and where the placeholders' values stand in it.</summary>
    /// <param name="message">The message.</param>
    /// <param name="captures">
    /// Receives a range for each placeholder of the template that matched, as far as there is room; the rest is not
    /// touched, or holds what a template that did not match left there.
    /// </param>
    /// <param name="value">What the message means.</param>
    public bool TryMatch(ReadOnlySpan<byte> message, Span<Range> captures, [MaybeNullWhen(false)] out T value)
    {
        for (Node? node = Descend(message); node != null; node = node.Parent)
        {
            foreach (Entry entry in node.Entries)
            {
                if (entry.Template.IsMatch(message, _end, captures))
                {
                    value = entry.Value;
                    return true;
                }
            }
        }

        value = default;
        return false;
    }

    /// <summary>
    /// What a message means that was cut before its end: told only when all templates that begin like it mean the same.
    /// Slow: looks at every template. For messages that <see cref="TryMatch(ReadOnlySpan{byte}, out T)"/> does not know.
    /// </summary>
    public bool TryMatchCut(ReadOnlySpan<byte> message, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        bool isFound = false;
        foreach (Entry entry in _entries)
        {
            if (entry.Template.LeadingLiteral.Length < LeastBeginning || !entry.Template.CanBeginWith(message))
            {
                continue;
            }

            if (isFound && !EqualityComparer<T>.Default.Equals(value, entry.Value))
            {
                value = default;
                return false;
            }

            value = entry.Value;
            isFound = true;
        }

        return isFound;
    }

    private Node Descend(ReadOnlySpan<byte> message)
    {
        Node node = _root;
        int at = 0;
        while (at < message.Length && node.ChildFor(message[at]) is { } child && message[at..].StartsWith(child.Literal))
        {
            at += child.Literal.Length;
            node = child;
        }

        return node;
    }

    private sealed record Entry(LogTemplate Template, T Value);

    /// <summary>A place in the tree: the templates whose leading literal ends here, and how it can go on.</summary>
    private sealed class Node
    {
        private readonly byte[] _firstBytes;
        private readonly Node[] _children;

        private Node(byte[] literal, Node? parent, Entry[] entries, int depth)
        {
            Literal = literal;
            Parent = parent;
            Entries = entries.Where(entry => entry.Template.LeadingLiteral.Length == depth).ToArray();
            IGrouping<byte, Entry>[] further = entries
                .Where(entry => entry.Template.LeadingLiteral.Length > depth)
                .GroupBy(entry => entry.Template.LeadingLiteral[depth])
                .ToArray();
            _firstBytes = further.Select(group => group.Key).ToArray();
            _children = further.Select(group =>
            {
                Entry[] members = [.. group];
                int common = CommonLength(members);
                return Build(members[0].Template.LeadingLiteral[depth..common], this, members, common);
            }).ToArray();
        }

        /// <summary>What stands between the parent and here.</summary>
        public byte[] Literal { get; }

        /// <summary>One step back to the beginning.</summary>
        public Node? Parent { get; }

        /// <summary>The templates whose leading literal ends here, those with the most literal bytes first.</summary>
        public Entry[] Entries { get; }

        /// <summary>The subtree of templates, all of which share the first <paramref name="depth"/> bytes.</summary>
        public static Node Build(byte[] literal, Node? parent, Entry[] entries, int depth) => new(literal, parent, entries, depth);

        /// <summary>The way on with a byte; null when there is none.</summary>
        public Node? ChildFor(byte next)
        {
            int index = _firstBytes.AsSpan().IndexOf(next);
            return index < 0 ? null : _children[index];
        }

        private static int CommonLength(Entry[] entries)
        {
            byte[] first = entries[0].Template.LeadingLiteral;
            return entries.Min(entry => first.AsSpan().CommonPrefixLength(entry.Template.LeadingLiteral));
        }
    }
}
