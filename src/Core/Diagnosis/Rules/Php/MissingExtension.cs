namespace Nginx502.Diagnosis;

/// <summary>
/// A function, class or driver of an extension that this PHP has not loaded: mostly after another version of PHP was installed without it
/// (php-src: Zend/zend_execute.c, zend_undefined_function_helper; ext/pdo/pdo_dbh.c, "could not find driver").
/// </summary>
/// <param name="What">What the scripts need.</param>
/// <param name="Name">The extension, as messages name it.</param>
/// <param name="Package">What Debian calls its package, behind <c>php8.2-</c>; null where it is not known which one.</param>
internal sealed record MissingExtension(string What, string Name, string? Package) : PhpFailure(What)
{
    private const string DebianFolder = "/etc/php/";

    // The beginnings of functions, without those that every build of PHP has.
    private static readonly (string Function, string Extension, string Package)[] Functions =
    [
        ("mysqli_", "mysqli", "mysql"), ("curl_", "curl", "curl"), ("mb_", "mbstring", "mbstring"), ("imagecreate", "gd", "gd"), ("imagepng", "gd", "gd"), ("imagejpeg", "gd", "gd"),
        ("gd_info", "gd", "gd"), ("simplexml_", "simplexml", "xml"), ("xml_", "xml", "xml"), ("xmlwriter_", "xmlwriter", "xml"), ("dom_import_", "dom", "xml"), ("bcadd", "bcmath", "bcmath"),
        ("bcsub", "bcmath", "bcmath"), ("bcmul", "bcmath", "bcmath"), ("bcdiv", "bcmath", "bcmath"), ("bccomp", "bcmath", "bcmath"), ("bcpow", "bcmath", "bcmath"), ("bcmod", "bcmath", "bcmath"),
        ("normalizer_", "intl", "intl"), ("numfmt_", "intl", "intl"), ("datefmt_", "intl", "intl"), ("collator_", "intl", "intl"), ("idn_to_", "intl", "intl"), ("grapheme_", "intl", "intl"),
        ("transliterator_", "intl", "intl"), ("ldap_", "ldap", "ldap"), ("imap_", "imap", "imap"), ("pg_", "pgsql", "pgsql"), ("apcu_", "apcu", "apcu"), ("gmp_", "gmp", "gmp"), ("tidy_", "tidy", "tidy"),
        ("snmp", "snmp", "snmp"), ("enchant_", "enchant", "enchant"), ("odbc_", "odbc", "odbc"), ("igbinary_", "igbinary", "igbinary"), ("yaml_", "yaml", "yaml"), ("ssh2_", "ssh2", "ssh2"), ("mcrypt_", "mcrypt", "mcrypt"),
    ];

    private static readonly Dictionary<string, (string Extension, string Package)> Classes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["mysqli"] = ("mysqli", "mysql"),
        ["Redis"] = ("redis", "redis"),
        ["RedisCluster"] = ("redis", "redis"),
        ["Memcached"] = ("memcached", "memcached"),
        ["Memcache"] = ("memcache", "memcache"),
        ["Imagick"] = ("imagick", "imagick"),
        ["ImagickPixel"] = ("imagick", "imagick"),
        ["ZipArchive"] = ("zip", "zip"),
        ["DOMDocument"] = ("dom", "xml"),
        ["DOMXPath"] = ("dom", "xml"),
        ["SimpleXMLElement"] = ("simplexml", "xml"),
        ["XMLReader"] = ("xmlreader", "xml"),
        ["XMLWriter"] = ("xmlwriter", "xml"),
        ["XSLTProcessor"] = ("xsl", "xml"),
        ["SoapClient"] = ("soap", "soap"),
        ["SoapServer"] = ("soap", "soap"),
        ["NumberFormatter"] = ("intl", "intl"),
        ["IntlDateFormatter"] = ("intl", "intl"),
        ["Collator"] = ("intl", "intl"),
        ["Normalizer"] = ("intl", "intl"),
        ["Locale"] = ("intl", "intl"),
        ["Transliterator"] = ("intl", "intl"),
        ["SQLite3"] = ("sqlite3", "sqlite3"),
        ["CURLFile"] = ("curl", "curl"),
        ["AMQPConnection"] = ("amqp", "amqp"),
        ["MongoDB\\Driver\\Manager"] = ("mongodb", "mongodb"),
    };

    /// <inheritdoc/>
    public override Remedy Mend(DiagnosisContext context, FpmPool? pool)
    {
        string version = pool?.PhpVersion is { } known ? $"PHP {known}" : "this PHP";

        // /etc/php/8.2/fpm/php-fpm.conf: its packages are called by that directory.
        string? debian = pool?.MasterConfigurationPath is { } main && main.StartsWith(DebianFolder, StringComparison.Ordinal) ? main[DebianFolder.Length..].Split('/')[0] : null;
        return new Remedy(
            $"Where Test-GatewayIntegration does not list {Name} among the extensions, install it for {version}, or enable it; php-fpm takes it up when it is started anew.",
            debian is not null && Package is not null ? $"apt-get install {PasteText.Shell($"php{debian}-{Package}")}" : null,
            ChangeApplies.FpmRestart,
            Disruptions.FpmRestart);
    }

    /// <summary>The extension that a line asks for; null where it asks for none that is known.</summary>
    public static MissingExtension? ToldBy(string text)
    {
        // Called within a namespace it is named with that, and looked for without it too.
        if (Between(text, "Call to undefined function ", "()") is { } called && called[(called.LastIndexOf('\\') + 1)..] is var function
            && Array.Find(Functions, known => function.StartsWith(known.Function, StringComparison.OrdinalIgnoreCase)) is { Function: not null } of)
        {
            return new MissingExtension(
                $"Scripts call {SafeText.Escape(function)}(), which by its name is of the extension {of.Extension} and is not known: that is not loaded, or the function is newer than this PHP or in disable_functions", $"the extension {of.Extension}", of.Package);
        }

        if (Between(text, "Class \"", "\" not found") is { } name && Classes.TryGetValue(name.TrimStart('\\'), out (string Extension, string Package) owner))
        {
            return new MissingExtension($"Scripts use the class {SafeText.Escape(name)}, which by its name is of the extension {owner.Extension}, and that is not loaded", $"the extension {owner.Extension}", owner.Package);
        }

        return text.Contains("PDOException: could not find driver", StringComparison.Ordinal)
            ? new MissingExtension("Scripts open a database whose driver of PDO is not loaded", "the driver of that database (pdo_mysql, pdo_pgsql, pdo_sqlite)", null)
            : null;
    }
}
