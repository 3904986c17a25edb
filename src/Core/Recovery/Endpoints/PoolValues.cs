using Nginx502.Diagnosis;

namespace Nginx502.Recovery;

/// <summary>The directives that a pool needs to listen at an endpoint so that nginx's worker may connect: no more than that.</summary>
internal static class PoolValues
{
    /// <summary>The directives.</summary>
    public static Dictionary<string, string?> For(EndpointSyncRequest request, FpmEndpoint endpoint, AlignmentContext context)
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        if (!endpoint.Equals(request.Pool.Endpoint) || request.Pool.ListensOnAllAddresses)
        {
            values["listen"] = endpoint.IsUnixSocket ? endpoint.SocketPath : endpoint.ToString();
        }

        NginxFacts? nginx = request.Nginx.Select(reading => context.NginxOf(SafeText.Escape(reading.Configuration.Path))).OfType<NginxFacts>().FirstOrDefault();
        if (!endpoint.IsUnixSocket || nginx is not { UserName: { } user } || user == "root" || SocketPermissionRule.ReasonByConfiguration(request.Pool, nginx) is null)
        {
            return values;
        }

        if (request.Pool.ListenAclUsers.Length > 0 || request.Pool.ListenAclGroups.Length > 0)
        {
            values["listen.acl_users"] = string.Join(',', request.Pool.ListenAclUsers.Append(user));
            return values;
        }

        values["listen.owner"] = user;
        values["listen.group"] = nginx.GroupNames.Length > 0 ? nginx.GroupNames[0] : user;
        values["listen.mode"] = "0660";
        return values;
    }
}
