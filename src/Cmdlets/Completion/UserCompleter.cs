using Nginx502.Linux;

namespace Nginx502.Completion;

/// <summary>Completes users of this machine.</summary>
public sealed class UserCompleter : ValueCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<(string Text, string Description)> Values(GatewayTarget target, string parameterName) =>
        UserTable.Read(FileTree.Host).Users.Select(user => (SafeText.Escape(user.Name), $"user {user.UserId}"));
}
