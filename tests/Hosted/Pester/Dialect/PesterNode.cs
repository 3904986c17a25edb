using System.Collections;
using System.Management.Automation;

namespace Nginx502.HostedTests.Pester;

/// <summary>A block (the file itself, Describe, Context) or, with a body, a test (It): as found, and as the run judged it.</summary>
public sealed class PesterNode(PesterNode? parent, string name, ScriptBlock? body = null, string[]? tags = null, bool hasData = false, object? data = null)
{
    public string Name { get; } = name;

    public ScriptBlock? Body { get; } = body;

    /// <summary>Tests and blocks in the order of the file, which is the order of the run.</summary>
    public List<PesterNode> Children { get; } = [];

    public Dictionary<string, ScriptBlock> Hooks { get; } = new(StringComparer.OrdinalIgnoreCase);

    public List<ErrorRecord> Errors { get; } = [];

    /// <summary>The name, with its templates replaced once it ran.</summary>
    public string? ExpandedName { get; set; }

    public bool HasRun { get; set; }

    public IEnumerable<PesterNode> Tests => Body is null ? Children.SelectMany(child => child.Tests) : [this];

    public IEnumerable<PesterNode> Blocks => Body is null ? Children.SelectMany(child => child.Blocks).Prepend(this) : [];

    /// <summary>As Pester's ExpandedPath: the blocks' names and the test's, without the file's.</summary>
    public string Path => parent?.HasParent == true ? $"{parent.Path}.{ExpandedName ?? Name}" : ExpandedName ?? Name;

    public bool NeedsPwsh => tags?.Contains("Pwsh", StringComparer.OrdinalIgnoreCase) == true || parent?.NeedsPwsh == true;

    /// <summary>Why it did not pass, or null when it did: its own errors, else those of the block that kept it from running.</summary>
    public string? Failure =>
        Errors.Count > 0 ? string.Join('\n', Errors.Select(error => $"{error}\n{PesterFile.Place(error)}"))
        : HasRun ? null
        : parent?.Failure ?? "It did not run.";

    /// <summary>The name as an expandable string: only &lt;name&gt; and &lt;name.member&gt; are templates.</summary>
    public string NameTemplate => '"' + PesterSubset.Template().Replace(PesterSubset.Special().Replace(Name, "`$0"), "$$($$$1)") + '"';

    private bool HasParent => parent is not null;

    public PesterNode Add(string childName, ScriptBlock? childBody, string[]? childTags, bool childHasData, object? childData)
    {
        var child = new PesterNode(this, childName, childBody, childTags, childHasData, childData);
        Children.Add(child);
        return child;
    }

    /// <summary>What -ForEach defines: <c>$_</c>, and a variable a key of a dictionary.</summary>
    public List<PSVariable> Variables() => !hasData ? [] : data is not IDictionary table ? [new("_", data)]
        : [new("_", data), .. table.Keys.Cast<object>().Select(key => new PSVariable($"{key}", table[key]))];

    /// <summary>The hooks of this node and its blocks, the outermost first.</summary>
    public IEnumerable<ScriptBlock> Inherited(string hook) =>
        (parent?.Inherited(hook) ?? []).Concat(Hooks.TryGetValue(hook, out ScriptBlock? own) ? [own] : []);

    /// <summary>Takes out the tests that need pwsh, and the blocks that are left without a test: their hooks must not run.</summary>
    public void RemovePwsh()
    {
        Children.ForEach(child => child.RemovePwsh());
        Children.RemoveAll(child => child.NeedsPwsh || !child.Tests.Any());
    }
}
