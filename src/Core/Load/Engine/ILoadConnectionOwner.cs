namespace Nginx502.Load;

/// <summary>Whom a connection tells what becomes of its request. Each call may begin the next.</summary>
internal interface ILoadConnectionOwner
{
    /// <summary>The answer is whole.</summary>
    void OnAnswer(LoadConnection connection);

    /// <summary>The request failed, or the connection of one.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="kind">Why.</param>
    /// <param name="error">The kernel's error; 0 for none.</param>
    void OnFailure(LoadConnection connection, LoadErrorKind kind, int error);

    /// <summary>It can take a request.</summary>
    void OnFree(LoadConnection connection);

    /// <summary>There is more to be read than fits into its turn.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="isUntilEnd">True when the other side has closed it.</param>
    void OnUnread(LoadConnection connection, bool isUntilEnd);
}
