namespace Nginx502.Nginx;

/// <summary>How settings are named.</summary>
internal static class SettingNames
{
    /// <summary>True when the first argument is a part of the setting's name: <c>fastcgi_param SCRIPT_FILENAME</c>.</summary>
    public static bool HasParameter(string directive) =>
        directive is "fastcgi_param" or "scgi_param" or "uwsgi_param" or "proxy_set_header" or "grpc_set_header";
}
