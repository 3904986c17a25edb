using Nginx502.Diagnosis;

namespace Nginx502.UnitTests.Diagnosis.Rules;

/// <summary>The lines are those of PHP 8.2.</summary>
public sealed class PhpFailureTests
{
    [Theory]
    [InlineData("PHP Fatal error:  Uncaught Error: Call to undefined function mysqli_connect() in /a.php:1", "the extension mysqli ", "php8.2-mysql")]
    [InlineData("PHP Fatal error:  Uncaught Error: Call to undefined function mb_strlen() in /a.php:1", "the extension mbstring ", "php8.2-mbstring")]
    [InlineData("PHP Fatal error:  Uncaught Error: Call to undefined function App\\mb_strlen() in /a.php:1", "the extension mbstring ", "php8.2-mbstring")]
    [InlineData("PHP Fatal error:  Uncaught Error: Class \"Imagick\" not found in /a.php:1", "the extension imagick,", "php8.2-imagick")]
    [InlineData("PHP Fatal error:  Uncaught Error: Class \"\\Redis\" not found in /a.php:1", "the extension redis,", "php8.2-redis")]
    public void An_extension_that_is_not_loaded_is_named_with_its_package(string text, string extension, string package)
    {
        PhpFailure failure = PhpFailure.Read(text)!;

        Assert.Contains(extension, failure.What, StringComparison.Ordinal);
        Assert.True(failure.IsOfConfiguration);
        Assert.Equal($"apt-get install {package}", Mend(failure, "/etc/php/8.2/fpm/php-fpm.conf").Command);
        Assert.Null(Mend(failure, "/usr/local/etc/php-fpm.conf").Command);
    }

    [Theory]
    [InlineData("PHP Fatal error:  Uncaught Error: Call to undefined function shop_total() in /a.php:1")]
    [InlineData("PHP Fatal error:  Uncaught Error: Class \"App\\Redis\" not found in /a.php:1")]
    [InlineData("PHP Fatal error:  Uncaught Exception: could not in /a.php:1")]
    [InlineData("Failed opening required '")]
    public void What_is_the_applications_own_is_not_guessed(string text) => Assert.Null(PhpFailure.Read(text));

    [Fact]
    public void A_driver_of_a_database_is_missing_without_its_name() =>
        Assert.Contains("driver of PDO", PhpFailure.Read("PHP Fatal error:  Uncaught PDOException: could not find driver in /a.php:1")!.What, StringComparison.Ordinal);

    [Theory]
    [InlineData("PHP Fatal error:  Failed opening required '/nowhere/p.php' (include_path='.:/usr/share/php') in Unknown on line 0", true, "grep -rnE 'auto_(prepend|append)_file' /etc/php/8.2/fpm")]
    [InlineData("PHP Fatal error:  Uncaught Error: Failed opening required '/srv/my shop/vendor/autoload.php' (include_path='.') in /a.php:1", false, "namei -l '/srv/my shop/vendor/autoload.php'")]
    [InlineData("PHP Fatal error:  Uncaught Error: Failed opening required '/srv/lib.php' (include_path='.') in /a.php:1", false, "namei -l /srv/lib.php")]
    public void A_file_that_cannot_be_opened_is_named(string text, bool isOfConfiguration, string command)
    {
        PhpFailure failure = PhpFailure.Read(text)!;

        Assert.Equal((isOfConfiguration, command), (failure.IsOfConfiguration, Mend(failure, "/etc/php/8.2/fpm/php-fpm.conf").Command));
    }

    private static Remedy Mend(PhpFailure failure, string main)
    {
        var pool = new FpmPool { Pool = "www", ConfigurationPath = "/p.conf", MasterConfigurationPath = main, PhpVersion = "8.2.32" };
        return failure.Mend(new DiagnosisContext(new GatewaySnapshot()), pool);
    }
}
