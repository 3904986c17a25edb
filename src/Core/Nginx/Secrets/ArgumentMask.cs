namespace Nginx502.Nginx;

/// <summary>
/// Masks arguments of directives that can hold a secret: parameters and headers handed to upstreams, variables, keys of links.
/// What is known to be harmless is shown; what is not known is masked, in these directives.
/// </summary>
internal static class ArgumentMask
{
    // Directives whose last arguments are texts for somebody else, with the place of the first one.
    private static readonly Dictionary<string, int> NamedValues = new(StringComparer.Ordinal)
    {
        ["fastcgi_param"] = 1,
        ["scgi_param"] = 1,
        ["uwsgi_param"] = 1,
        ["proxy_set_header"] = 1,
        ["grpc_set_header"] = 1,
        ["auth_http_header"] = 1,
        ["set"] = 1,
        ["proxy_set_body"] = 0,
        ["secure_link_md5"] = 0,
        ["secure_link_secret"] = 0,
        ["perl"] = 0,
        ["perl_set"] = 1,
        ["ssl_certificate_key"] = 0,
        ["proxy_ssl_certificate_key"] = 0,
        ["uwsgi_ssl_certificate_key"] = 0,
        ["grpc_ssl_certificate_key"] = 0,
    };

    /// <summary>An argument as it may be shown.</summary>
    /// <param name="directive">The directive.</param>
    /// <param name="arguments">All arguments, as nginx takes them.</param>
    /// <param name="index">Which one, from 0.</param>
    /// <param name="written">The same as it stands in the file, safe to show.</param>
    public static string Mask(string directive, IReadOnlyList<string> arguments, int index, string written) =>
        IsSecret(directive, arguments, index) ? SecretText.Mask : HasOwnRule(directive) ? MaskWithin(directive, arguments, index, written) : MaskCredentials(written);

    /// <summary>A text without the credentials in it. Most words of a configuration can hold none, and are not searched.</summary>
    public static string MaskCredentials(string text)
    {
        ReadOnlySpan<char> rest = text.StartsWith("unix:/", StringComparison.Ordinal) ? text.AsSpan("unix:".Length) : text;
        return rest.IndexOfAny("=@: ") < 0 ? text : SecretText.MaskCredentials(text);
    }

    /// <summary>True when an argument must not be shown at all.</summary>
    public static bool IsSecret(string directive, IReadOnlyList<string> arguments, int index)
    {
        if (directive == "if")
        {
            return IsComparedSecret(arguments, index);
        }

        if (NamedValues.TryGetValue(directive, out int first))
        {
            return index >= first && !IsHarmless(directive, first == 0 ? directive : arguments[0], arguments[index]);
        }

        // Directives of other modules are judged by their name: auth_jwt_key, redis_password.
        return DirectiveTable.Find(System.Text.Encoding.UTF8.GetBytes(directive)) is null
            && SecretText.IsSecretName(directive) && !HarmlessText.IsHarmlessValue(arguments[index]);
    }

    private static bool HasOwnRule(string directive) => directive is "env" or "fastcgi_param";

    // Parts of an argument: NAME=value of env, and lines of PHP_VALUE.
    private static string MaskWithin(string directive, IReadOnlyList<string> arguments, int index, string written)
    {
        if (directive == "env")
        {
            int equals = written.IndexOf('=', StringComparison.Ordinal);
            return equals < 0 ? written : written[..(equals + 1)] + SecretText.MaskVariable(arguments[index].Split('=')[0], written[(equals + 1)..]);
        }

        return index == 1 && HarmlessText.IsPhpSettings(arguments[0]) ? HarmlessText.MaskPhpSettings(written) : MaskCredentials(written);
    }

    private static bool IsHarmless(string directive, string name, string value) => directive switch
    {
        "fastcgi_param" or "scgi_param" or "uwsgi_param" =>
            HarmlessText.IsHarmlessParameter(name) || HarmlessText.IsPhpSettings(name) || value == "if_not_empty" || HarmlessText.IsVariablesOnly(value) || HarmlessText.IsSwitch(value),
        "proxy_set_header" or "grpc_set_header" or "auth_http_header" =>
            HarmlessText.IsHarmlessHeader(name) || HarmlessText.IsVariablesOnly(value) || HarmlessText.IsSwitch(value),
        "set" => HarmlessText.IsVariablesOnly(value) || (!SecretText.IsSecretName(name) && HarmlessText.IsHarmlessValue(value)),
        "ssl_certificate_key" or "proxy_ssl_certificate_key" or "uwsgi_ssl_certificate_key" or "grpc_ssl_certificate_key" =>
            !value.StartsWith("data:", StringComparison.Ordinal) || HarmlessText.IsVariablesOnly(value["data:".Length..]),
        _ => HarmlessText.IsVariablesOnly(value),
    };

    // if ($http_x_token = "secret"): the value that a visitor has to know.
    private static bool IsComparedSecret(IReadOnlyList<string> arguments, int index) =>
        index > 0 && arguments[index] is not ("=" or "!=" or "~" or "~*" or "!~" or "!~*" or ")")
        && arguments[0].TrimStart('(').StartsWith('$') && SecretText.IsSecretName(arguments[0].TrimStart('(').TrimStart('$'));
}
