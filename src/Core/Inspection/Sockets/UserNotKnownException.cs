namespace Nginx502;

/// <summary>The user whose rights were to count does not exist where nginx looks.</summary>
/// <param name="userName">The user as it was named.</param>
public sealed class UserNotKnownException(string userName) : Exception($"There is no user '{SafeText.Escape(userName)}'.")
{
    /// <summary>The user as it was named.</summary>
    public string UserName { get; } = userName;
}
