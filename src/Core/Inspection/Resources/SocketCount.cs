namespace Nginx502;

/// <summary>How many sockets of one kind there are.</summary>
/// <param name="Name">A state, <c>time-wait</c>, or where they lead, <c>10.0.0.5:3306</c>.</param>
/// <param name="Count">How many.</param>
public sealed record SocketCount(string Name, long Count);
