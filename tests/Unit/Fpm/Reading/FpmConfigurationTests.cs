using System.Globalization;
using System.Text.Json;
using Nginx502.Linux;

namespace Nginx502.UnitTests.Fpm.Reading;

public sealed class FpmConfigurationTests : IDisposable
{
    private const string Rest = "user = www-data\npm = static\npm.max_children = 1\n";

    private readonly string _root = Directory.CreateTempSubdirectory("nginx502-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Included_files_are_read_in_order_and_each_setting_knows_its_place()
    {
        Write("/etc/php-fpm.conf", "[global]\npid = run/php-fpm.pid\ninclude = /etc/pool.d/*.conf\n");
        Write("/etc/pool.d/b.conf", $"[blog]\nlisten = /run/$pool.sock\n{Rest}");
        Write("/etc/pool.d/a.conf", $"\n[shop]\n{Rest}listen = run/shop.sock\nprefix = /srv\n");
        Write("/etc/pool.d/c.conf.off", "[off]\n");
        Directory.CreateDirectory(_root + "/etc/pool.d/d.conf");
        Directory.CreateDirectory(_root + "/srv");

        FpmConfiguration configuration = Read();

        Assert.Equal(["/etc/php-fpm.conf", "/etc/pool.d/a.conf", "/etc/pool.d/b.conf"], configuration.Files.Select(file => file.Path));
        Assert.Equal(["shop", "blog"], configuration.Pools.Select(pool => pool.Pool));
        FpmPool shop = configuration.Pools[0];
        Assert.Equal(("/etc/pool.d/a.conf", 2, "/etc/php-fpm.conf"), (shop.ConfigurationPath, shop.LineNumber, shop.MasterConfigurationPath));
        Assert.Equal(new FpmSetting("listen", "/srv/run/shop.sock", false, "/etc/pool.d/a.conf", 6), shop.GetSetting("Listen"));
        Assert.Equal(new FpmSetting("pm.max_requests", "0", true, null, null), shop.GetSetting("pm.max_requests"));
        Assert.Equal("unix:/run/blog.sock", configuration.Pools[1].Endpoint!.ToString());
        Assert.Equal("/var/run/php-fpm.pid", configuration.GlobalSettings.Single(setting => setting.Name == "pid").Value);
        Assert.True(configuration.IsComplete);
    }

    [Fact]
    public void A_section_goes_on_where_an_include_left_it()
    {
        Write("/etc/php-fpm.conf", "[a]\ninclude = /etc/inner.conf\nlisten = /run/x.sock\n[B]\nlisten = /run/b.sock\n");
        Write("/etc/inner.conf", $"user = www-data\n[b]\n{Rest}[A]\n{Rest}");

        FpmConfiguration configuration = Read();

        Assert.Equal(["a", "b"], configuration.Pools.Select(pool => pool.Pool));
        Assert.Equal(["/run/x.sock", "/run/b.sock"], configuration.Pools.Select(pool => pool.Listen));
        Assert.Equal(("/etc/inner.conf", 2), (configuration.Pools[1].ConfigurationPath, configuration.Pools[1].LineNumber));
    }

    [Theory]
    [InlineData("[www]\nlisten = 9000\n", Severity.Note)]
    [InlineData("[www]\nlisten = 9000\nuser = shop\npm = static\n", Severity.Warning)]
    public void An_override_in_another_file_is_told_from_a_forgotten_header(string second, Severity severity)
    {
        Write("/etc/php-fpm.conf", "include = /etc/pool.d/*.conf\n");
        Write("/etc/pool.d/www.conf", $"[www]\nlisten = 127.0.0.1:9000\n{Rest}");
        Write("/etc/pool.d/zz.conf", second);

        IReadOnlyList<ConfigurationDiagnostic> diagnostics = Read().Diagnostics;

        Assert.Equal((severity, "/etc/pool.d/zz.conf:1"), diagnostics.Where(diagnostic => diagnostic.Id == "PoolContinued").Select(diagnostic => (diagnostic.Severity, diagnostic.Place)).Single());
        Assert.All(diagnostics.Where(diagnostic => diagnostic.Id == "LineWithoutEffect"), diagnostic => Assert.Equal(Severity.Note, diagnostic.Severity));
    }

    [Fact]
    public void A_file_that_includes_itself_ends()
    {
        Write("/etc/php-fpm.conf", "include = /etc/*.conf\ninclude = /etc/*.conf\n[www]\nlisten = 9000\n");
        Write("/etc/z.conf", "include = /etc/*.conf\n");

        FpmConfiguration configuration = Read();

        Assert.Equal("failed to include more than 5 files recursively", configuration.Diagnostics.First(diagnostic => diagnostic.Severity == Severity.Error).Message);
        Assert.False(configuration.IsAccepted);
    }

    [Fact]
    public void Five_files_deep_is_not_too_deep()
    {
        Write("/etc/php-fpm.conf", "include = /etc/1");
        for (int depth = 1; depth < 4; depth++)
        {
            Write($"/etc/{depth}", $"include = /etc/{depth + 1}");
        }

        Write("/etc/4", $"[www]\nlisten = /run/x.sock\n{Rest}");

        Assert.Equal("www", Assert.Single(Read().Pools).Pool);
        Assert.True(Read().IsAccepted);
    }

    [Fact]
    public void What_is_not_there_is_said()
    {
        FpmConfiguration missing = Read();

        ConfigurationDiagnostic diagnostic = Assert.Single(missing.Diagnostics);
        Assert.Equal((Severity.Error, "FileNotRead", "/etc/php-fpm.conf"), (diagnostic.Severity, diagnostic.Id, diagnostic.Place));
        Assert.Empty(missing.Pools);
        Assert.False(missing.IsAccepted);
    }

    [Fact]
    public void A_file_that_may_not_be_read_here_is_a_gap_and_no_error()
    {
        Write("/etc/php-fpm.conf", "include = /etc/p.conf");
        using (FileStream larger = File.Create(_root + "/etc/p.conf"))
        {
            larger.SetLength(17 * 1024 * 1024);
        }

        FpmConfiguration configuration = Read();

        Assert.False(configuration.IsComplete);
        Assert.Equal((Severity.Warning, "FileNotRead"), (configuration.Diagnostics[0].Severity, configuration.Diagnostics[0].Id));
        Assert.DoesNotContain(configuration.Diagnostics, diagnostic => diagnostic.Severity >= Severity.Error);
    }

    [Theory]
    [InlineData("7.1", "pm.status_listen = 9001,decorate_workers_output = no,request_slowlog_trace_depth = 3,log:x", 4)]
    [InlineData("8.1.2", "pm.max_spawn_rate = 5,access.suppress_path[] = /x,pm.status_listen = 9001", 2)]
    [InlineData("8.2", "pm.max_spawn_rate = 5,access.suppress_path[] = /x,pm.status_listen = 9001", 0)]
    [InlineData(null, "pm.max_spawn_rate = 5,access.suppress_path[] = /x,pm.status_listen = 9001", 0)]
    [InlineData("8.1", "user = shop", 0)]
    public void A_directive_that_this_version_lacks_is_unknown_to_it(string? version, string lines, int unknown)
    {
        FpmReadOptions options = FpmFiles.Options with { PhpVersion = version };

        IReadOnlyList<ConfigurationDiagnostic> diagnostics = FpmFiles.Diagnose(lines.Replace(',', '\n').Replace("log:x", "pm.max_spawn_rate = 1", StringComparison.Ordinal), options);

        Assert.Equal(unknown, diagnostics.Count(diagnostic => diagnostic is { Id: "UnknownDirective", Severity: Severity.Error }));
    }

    [Fact]
    public void Settings_are_those_of_the_version()
    {
        FpmPool old = FpmFiles.Pool("pm = ondemand", FpmFiles.Options with { PhpVersion = "8.1" });
        FpmPool now = FpmFiles.Pool("pm = ondemand");

        Assert.Null(old.GetSetting("pm.max_spawn_rate"));
        Assert.Equal("32", now.GetSetting("pm.max_spawn_rate")!.Value);
        Assert.Equal((511, -1), (old.ListenBacklog, now.ListenBacklog));
    }

    [Fact]
    public void A_newer_php_may_know_more() =>
        Assert.Equal(Severity.Warning, Assert.Single(FpmFiles.Diagnose("pm.metrics_path = /m", FpmFiles.Options with { PhpVersion = "8.9" })).Severity);

    [Fact]
    public void What_a_build_lacks_is_unknown_to_it()
    {
        FpmReadOptions options = FpmFiles.Options with { Build = FpmBuildDefaults.Local with { HasAcl = false, HasSystemd = false, HasAppArmor = false } };

        ConfigurationDiagnostic diagnostic = Assert.Single(FpmFiles.Diagnose("listen.acl_users = www-data", options));

        Assert.Equal(("UnknownDirective", "This php-fpm was built without acl."), (diagnostic.Id, diagnostic.Advice));
        Assert.Null(FpmFiles.Pool("", options).GetSetting("listen.acl_users"));
        Assert.DoesNotContain(FpmFiles.Read("", options).GlobalSettings, setting => setting.Name == "systemd_interval");
    }

    [Fact]
    public void Without_an_environment_variables_stay_as_they_are_written()
    {
        FpmReadOptions options = FpmFiles.Options with { Environment = null };

        FpmPool pool = FpmFiles.Pool("listen = \"/run/${SITE}.sock\"\npm.max_children = ${CHILDREN}\nrequest_terminate_timeout = ${T:-30}\nslowlog = ${LOGS}/slow", options);

        Assert.Equal(("/run/${SITE}.sock", "${CHILDREN}", "${LOGS}/slow"), (pool.Listen, pool.GetSetting("pm.max_children")!.Value, pool.SlowLog));
        Assert.All(pool.Diagnostics.Where(diagnostic => diagnostic.Id != "LineWithoutEffect"), diagnostic => Assert.Equal(Severity.Note, diagnostic.Severity));
        Assert.Contains(pool.Diagnostics, diagnostic => diagnostic is { Id: "UnknownVariable", LineNumber: 6, Column: 10 } && diagnostic.Message.StartsWith("${SITE} depends", StringComparison.Ordinal));
        Assert.Equal("/run/shop.sock", FpmFiles.Pool("listen = \"/run/${SITE}.sock\"").Listen);
    }

    [Fact]
    public void Names_of_php_ini_are_not_looked_up_in_the_environment_alone()
    {
        FpmReadOptions options = FpmFiles.Options with { IniValues = null };

        Assert.Equal("${memory_limit}", FpmFiles.Pool("php_value[x] = ${memory_limit}", options).GetSetting("php_value[x]")!.Value);
        Assert.Equal("128M", FpmFiles.Pool("php_value[x] = ${memory_limit}").GetSetting("php_value[x]")!.Value);
    }

    [Fact]
    public void Secrets_are_masked()
    {
        FpmPool pool = FpmFiles.Pool("env[DB_PASSWORD] = hunter2\nenv[PATH] = /bin\nphp_admin_value[session.save_path] = \"tcp://h?auth=hunter2\"\nphp_value[x] = redis://u:hunter2@h\nslowlog = \"/x?password=hunter2\"");

        FpmPool fallback = FpmFiles.Pool("env[A] = ${A:-hunter2}\nphp_admin_value[sendmail_path] = \"mail --password=hunter2\"", FpmFiles.Options with { PhpVersion = "8.4", Environment = null });

        Assert.DoesNotContain("hunter2", JsonSerializer.Serialize(fallback), StringComparison.Ordinal);
        Assert.NotEmpty(fallback.Diagnostics);
        Assert.DoesNotContain("hunter2", JsonSerializer.Serialize(pool), StringComparison.Ordinal);
        Assert.Equal(("***", "/bin"), (pool.GetSetting("env[DB_PASSWORD]")!.Value, pool.GetSetting("env[PATH]")!.Value));
    }

    [Fact]
    public void A_pool_survives_json()
    {
        FpmPool pool = FpmFiles.Pool("env[A] = b\nenv[a] = c\nphp_flag[x] = on\nphp_value[x] = 2\nlisten = 9000\n");

        FpmPool copy = JsonSerializer.Deserialize<FpmPool>(JsonSerializer.Serialize(pool))!;

        Assert.Equal(pool.Settings, copy.Settings);
        Assert.Equal((pool.Endpoint, true, 5), (copy.Endpoint, copy.ListensOnAllAddresses, copy.MaxChildren));
        Assert.Equal("1", copy.GetSetting("php_value[x]")!.Value);
        Assert.Null(copy.GetSetting("env[Z]"));
    }

    [Fact]
    public void Texts_are_safe_to_show()
    {
        FpmConfiguration configuration = FpmFiles.Read("[a\u001b[2J]\nlisten = \"/run/\u202E.sock\"\nxx\u0007 = 1\n");

        Assert.Equal("a\\x1B[2J", configuration.Pools[0].Pool);
        Assert.Equal("/run/\\u202E.sock", configuration.Pools[0].Listen);
        Assert.All(configuration.Diagnostics, diagnostic => Assert.DoesNotContain(diagnostic.ToString(), letter => letter < ' '));
    }

    [Fact]
    public void A_stranger_may_write_what_he_likes()
    {
        var random = new Random(20_261_125);
        string alphabet = "[]=;\"'$\\{}|&^~!() \n\n\r\tabcenvpm.php_value0123456789/:,\0";
        for (int round = 0; round < 300; round++)
        {
            string text = string.Create(CultureInfo.InvariantCulture, $"[www]\n{new string([.. Enumerable.Range(0, 300).Select(_ => alphabet[random.Next(alphabet.Length)])])}");

            FpmConfiguration configuration = FpmFiles.Read(text, FpmFiles.Options with { Environment = round % 2 == 0 ? null : new Dictionary<string, string>() });

            Assert.NotEmpty(configuration.Pools);
            Assert.All(configuration.Pools, pool => Assert.NotNull(pool.ToString() + pool.Endpoint + pool.ProcessControlTimeout + pool.RequestTerminateTimeout));
        }
    }

    [Theory]
    [InlineData("/etc/p*/x.conf", "/etc/pa/x.conf /etc/pb/x.conf", null)]
    [InlineData("/etc/p?/[xy].conf", "/etc/pa/x.conf /etc/pb/x.conf /etc/pb/y.conf", null)]
    [InlineData("/etc/pa/x.conf", "/etc/pa/x.conf", null)]
    [InlineData("/etc/pa/.h*", "/etc/pa/.hidden", null)]
    [InlineData("/etc/pa/*", "/etc/pa/x.conf", null)]
    [InlineData("/etc/pa/", "", null)]
    [InlineData("/etc/p*/", "", null)]
    [InlineData("/etc/pa/z*", "", "IncludeNothing")]
    [InlineData("/etc/pz/x.conf", "", "IncludeNothing")]
    [InlineData("/etc/pz/*.conf", "", "IncludeFailed")]
    [InlineData("/etc/*/y.conf", "/etc/pb/y.conf", null)]
    [InlineData("/etc/pa/x.conf/*", "", "IncludeNothing")]
    public void An_include_brings_what_glob_finds(string pattern, string found, string? problem)
    {
        Write("/etc/php-fpm.conf", "include = " + pattern + "\n[www]\nlisten = /run/a.sock\n" + Rest);
        Write("/etc/pa/x.conf", "");
        Write("/etc/pa/.hidden", "");
        Write("/etc/pb/x.conf", "");
        Write("/etc/pb/y.conf", "");

        FpmConfiguration configuration = Read();

        Assert.Equal(found, string.Join(' ', configuration.Files.Skip(1).Select(file => file.Path)));
        Assert.Equal(problem, configuration.Diagnostics.Select(diagnostic => diagnostic.Id).FirstOrDefault(id => id.StartsWith("Include", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_link_that_leads_nowhere_is_included_and_fails()
    {
        Write("/etc/php-fpm.conf", "include = /etc/pa/*");
        Directory.CreateDirectory(_root + "/etc/pa");
        File.CreateSymbolicLink(_root + "/etc/pa/dangling", "/nowhere");

        Assert.Contains(Read().Diagnostics, diagnostic => diagnostic.Id == "IncludeFailed" && diagnostic.Message.StartsWith("Unable to include /etc/pa/dangling", StringComparison.Ordinal));
    }

    private FpmConfiguration Read() => FpmConfiguration.Read("/etc/php-fpm.conf", FpmFiles.Options with { Files = FileTree.At(_root) });

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_root + path)!);
        File.WriteAllText(_root + path, text);
    }
}
