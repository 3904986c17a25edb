using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>Whose rights nginx's workers have.</summary>
/// <param name="UserId">The user's number.</param>
/// <param name="GroupIds">All groups, the main one first.</param>
internal sealed record WorkerIdentity(uint UserId, IReadOnlyList<uint> GroupIds)
{
    /// <summary>Those of a live worker; else those that the configured user would get now. Null when that user does not exist.</summary>
    public static WorkerIdentity? Of(NginxReading reading)
    {
        if (reading.Instance.Master?.Workers.FirstOrDefault() is { } worker)
        {
            return new WorkerIdentity(worker.UserId, [worker.GroupId, .. worker.GroupIds.Where(group => group != worker.GroupId)]);
        }

        UserTable users = UserTable.Read(reading.Instance.Files);
        NginxMainSettings settings = reading.Configuration.MainSettings;
        string name = settings.User ?? reading.Instance.Build?.User ?? "nobody";
        if (users.User(name) is not { } user)
        {
            return null;
        }

        // nginx: src/core/nginx.c, ngx_set_user: without a second word the group of the user's own name.
        uint group = (settings.Group is { } named ? users.Group(named)?.GroupId : null) ?? user.GroupId;
        return new WorkerIdentity(user.UserId, [group, .. users.GroupIdsOf(user).Where(id => id != group)]);
    }
}
