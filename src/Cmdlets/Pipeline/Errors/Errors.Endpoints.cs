using System.Management.Automation;

namespace Nginx502.Pipeline;

/// <summary>Errors about endpoints, and who reaches them.</summary>
internal static partial class Errors
{
    public static ErrorRecord EndpointInvalid(PSObject input) => Create(
        "EndpointInvalid",
        ErrorCategory.InvalidArgument,
        input,
        $"'{(input.BaseObject is string text ? text : input.TypeNames[0])}' is not an endpoint and has none.",
        $"Give {FpmEndpoint.AcceptedForms}, or an object with an Endpoint or Listen property.");

    public static ErrorRecord UserNotFound(UserNotKnownException cause) => Create(
        "UserNotFound",
        ErrorCategory.ObjectNotFound,
        cause.UserName,
        cause.Message,
        "Give a user of /etc/passwd, as nginx sees that file, by name or number.",
        cause);
}
