using System.Globalization;
using Nginx502.UnitTests.Inspection.Gateway;

namespace Nginx502.UnitTests.Inspection;

/// <summary>What scripts said in php-fpm's own log can hold anything: a snapshot, which is mailed and attached, has only where they said it.</summary>
public sealed class FpmLogSecretsTests
{
    private const string Secret = "hunter2";

    [Theory]
    [InlineData("TIME PHP Warning:  mysqli_connect(): Access denied for 'root', 'hunter2' in /srv/shop/a.php on line 3", "in /srv/shop/a.php on line 3")]
    [InlineData("TIME PHP Fatal error:  Uncaught PDOException: denied in /srv/shop/a.php:3\nStack trace:\n#0 /srv/shop/a.php(3): PDO->__construct('mysql:host=db', 'root', 'hunter2')\n#1 {main}\n  thrown in /srv/shop/a.php on line 3", "in /srv/shop/a.php on line 3")]
    [InlineData("TIME PHP Fatal error:  Uncaught PDOException: denied in /srv/shop/a.php:3\nStack trace:\n#0 /srv/shop/a.php(3): PDO->__construct('mysql:host=db', 'root', 'hunter2')", "in /srv/shop/a.php:3")]
    [InlineData("TIME WARNING: [pool www] child 7, script '/srv/shop/a.php' (request: \"GET /a.php?card=hunter2\") executing too slow (2.1 sec), logging", "(request: \"GET /a.php?")]
    [InlineData("TIME WARNING: [pool www] child 7, script '/srv/shop/a.php' (request: \"GET /a.php?q=\"x\"&card=hunter2\") executing too slow (2.1 sec), logging", "\") executing too slow")]
    [InlineData("TIME PHP Fatal error:  hunter2", "PhpMessage")]
    [InlineData("TIME WARNING: [pool www] child 7 said into stderr: \"NOTICE: PHP message: PHP Fatal error:  Uncaught Error: hunter2 in /srv/shop/a.php:3\"", "in /srv/shop/a.php:3")]
    [InlineData("TIME WARNING: [pool www] child 7 said into stderr: \"#0 /srv/shop/a.php(3): login('root', 'hunter2')\"", "WorkerOutput")]
    [InlineData("TIME WARNING: [pool www] child 7 said into stdout: \"hunter2\"", "WorkerOutput")]
    public void NoneIsSaved(string lines, string told)
    {
        using GatewayTree tree = GatewayTree.Pair();
        tree.Write("/var/log/php8.2-fpm.log", lines.Replace("TIME", $"[{DateTime.Now.ToString("dd-MMM-yyyy HH:mm:ss", CultureInfo.InvariantCulture)}]", StringComparison.Ordinal) + "\n");

        GatewaySnapshot snapshot = SnapshotCollector.Take(tree.Target, SnapshotOptions.Default);
        string text = SnapshotJson.Write(snapshot);

        Assert.Contains(Assert.Single(snapshot.FpmEvents).Samples, sample => sample.Text.Contains(told, StringComparison.Ordinal));
        Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, string.Join('\n', Diagnoser.Diagnose(snapshot).Findings.SelectMany(finding => finding.Evidence.Select(evidence => evidence.Text).Append(finding.Explanation))), StringComparison.Ordinal);
    }
}
