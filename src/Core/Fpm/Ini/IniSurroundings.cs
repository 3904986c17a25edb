using System.Globalization;

namespace Nginx502.Fpm;

/// <summary>What the value of a line depends on beside the line: the environment and the php.ini of the php-fpm that reads it, and its version.</summary>
internal sealed class IniSurroundings
{
    private readonly IReadOnlyDictionary<string, string>? _environment;
    private readonly IReadOnlyDictionary<string, string>? _iniValues;
    private readonly PhpVersionNumber? _version;

    /// <summary>Surroundings.</summary>
    /// <param name="environment">The environment; null when it is not known.</param>
    /// <param name="iniValues">The directives of the php.ini; null when they are not known.</param>
    /// <param name="version">The version of PHP; null when it is not known.</param>
    public IniSurroundings(IReadOnlyDictionary<string, string>? environment, IReadOnlyDictionary<string, string>? iniValues, PhpVersionNumber? version)
    {
        _environment = environment;
        _iniValues = iniValues;
        _version = version;
    }

    /// <summary>True when PHP knows <c>${NAME:-text}</c>: since 8.3. Who writes it has such a PHP.</summary>
    public bool HasFallbacks => _version is not { } version || version.IsAtLeast(8, 3);

    /// <summary>
    /// Looks a variable up as PHP does (php-src: Zend/zend_ini_parser.y, zend_ini_get_var): a directive of php.ini by that name,
    /// else the environment. False when that cannot be told.
    /// </summary>
    /// <param name="name">The name, a raw text.</param>
    /// <param name="value">Its value, a raw text; null when there is none.</param>
    public bool TryGetVariable(string name, out string? value)
    {
        string key = RawText.Decode(name);
        if (_iniValues is not null && _iniValues.TryGetValue(key, out string? found))
        {
            value = RawText.Encode(found);
            return true;
        }

        if (_environment is not null && _environment.TryGetValue(key, out found))
        {
            value = RawText.Encode(found);
            return true;
        }

        // Names of php.ini are written in small letters. Without one, such a name may be set there.
        value = null;
        return _environment is not null && (_iniValues is not null || !name.AsSpan().ContainsAnyInRange('a', 'z'));
    }

    /// <summary>
    /// Looks a constant of PHP up that every build has. Null when there is none of that name; false when there is one and its
    /// value depends on the build.
    /// </summary>
    /// <param name="name">The name, a raw text.</param>
    /// <param name="value">Its value as a text; null when there is no such constant.</param>
    public bool TryGetConstant(string name, out string? value)
    {
        if (PhpConstants.IsOfTheBuild(name))
        {
            value = OfVersion(name);
            return value is not null;
        }

        value = name == "E_ALL" && _version is { } version && version.IsAtLeast(8, 4) ? "30719" : PhpConstants.ValueOf(name);
        return true;
    }

    private string? OfVersion(string name) => (name, _version) switch
    {
        ("PHP_MAJOR_VERSION", { } version) => version.Major.ToString(CultureInfo.InvariantCulture),
        ("PHP_MINOR_VERSION", { } version) => version.Minor.ToString(CultureInfo.InvariantCulture),
        ("PHP_VERSION", { Patch: not null } version) => version.ToString(),
        ("PHP_RELEASE_VERSION", { Patch: { } patch }) => patch.ToString(CultureInfo.InvariantCulture),
        _ => null,
    };
}
