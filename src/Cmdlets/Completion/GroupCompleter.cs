using Nginx502.Linux;

namespace Nginx502.Completion;

/// <summary>Completes groups of this machine.</summary>
public sealed class GroupCompleter : ValueCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<(string Text, string Description)> Values(GatewayTarget target, string parameterName) =>
        UserTable.Read(FileTree.Host).Groups.Select(group => (SafeText.Escape(group.Name), $"group {group.GroupId}"));
}
