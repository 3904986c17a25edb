using System.Globalization;

namespace Nginx502.Recovery;

/// <summary>Says which half fails. A pure function of what was collected: nothing is looked at here.</summary>
internal static class IntegrationJudgement
{
    private const int NotFound = 404;
    private const int Forbidden = 403;
    private const int BadGateway = 502;
    private const int GatewayTimeout = 504;
    private const int FirstServerError = 500;
    private const int LongestShown = 300;

    /// <summary>The result, without time and machine.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="fpm">php-fpm alone.</param>
    /// <param name="nginx">Through nginx.</param>
    public static GatewayIntegrationResult Judge(FpmPool pool, FpmHalfFacts fpm, NginxHalfFacts nginx)
    {
        var remedies = new List<Remedy>();
        FpmIntegration alone = JudgeFpm(pool, fpm, remedies);
        PhpProbeAnswer? handed = nginx.IsInDocumentRoot && nginx.Answer is { Status: 200 } answer ? PhpProbeReader.Read(answer.Body) : null;
        NginxIntegration through = JudgeNginx(pool, fpm, alone.State, nginx, handed, remedies);
        bool hasFailed = alone.State == IntegrationState.Failed || through.State == IntegrationState.Failed;
        PhpFacts? php = (fpm.Answer ?? handed)?.Php;
        return new GatewayIntegrationResult
        {
            Passed = !hasFailed && (alone.State == IntegrationState.Passed || through.State == IntegrationState.Passed),
            FailedHalf = HalfOf(alone.State, through.State),
            Explanation = $"{alone.Explanation} {through.Explanation}",
            Pool = pool.Pool,
            ConfigurationPath = pool.ConfigurationPath,
            Endpoint = pool.Endpoint,
            Fpm = alone,
            Nginx = through,
            Php = php is null ? null : php with { Limits = php.Limits with { RequestTerminateTimeout = pool.RequestTerminateTimeout } },
            Remedies = [.. remedies],
        };
    }

    private static IntegrationHalf HalfOf(IntegrationState fpm, IntegrationState nginx) => (fpm, nginx) switch
    {
        (IntegrationState.Failed, IntegrationState.Failed) => IntegrationHalf.Both,
        (IntegrationState.Failed, _) => IntegrationHalf.Fpm,
        (_, IntegrationState.Failed) => IntegrationHalf.Nginx,
        _ => IntegrationHalf.None,
    };

    private static FpmIntegration JudgeFpm(FpmPool pool, FpmHalfFacts facts, List<Remedy> remedies)
    {
        (IntegrationState state, string explanation) = StateOfFpm(pool, facts, remedies);
        return new FpmIntegration(state, explanation, pool.Endpoint, facts.AskedAs, facts.Response?.Status, facts.Response?.Duration);
    }

    private static (IntegrationState State, string Explanation) StateOfFpm(FpmPool pool, FpmHalfFacts facts, List<Remedy> remedies)
    {
        if (!facts.IsRunning)
        {
            remedies.Add(new Remedy("See why it does not run.", "Get-GatewayService"));
            return (IntegrationState.Failed, $"php-fpm alone fails: no php-fpm runs with the pool {pool.Pool}.");
        }

        if (facts.Restriction is { } restriction)
        {
            remedies.Add(InDocumentRoot(pool));
            return (IntegrationState.Skipped, $"php-fpm alone was not asked: {restriction}.");
        }

        if (facts.Obstacle is { } obstacle)
        {
            remedies.Add(new Remedy(obstacle.Remedy));
            return (IntegrationState.NotSeen, $"php-fpm alone was not seen: {obstacle.What}: {obstacle.Reason}.");
        }

        return facts.Response is { } response ? StateOfAnswer(pool, facts, response, remedies) : (IntegrationState.NotSeen, "php-fpm alone was not asked.");
    }

    private static (IntegrationState State, string Explanation) StateOfAnswer(FpmPool pool, FpmHalfFacts facts, FastCgiResponse response, List<Remedy> remedies)
    {
        if (facts.Answer is { } answer)
        {
            return (IntegrationState.Passed, $"php-fpm alone is well: {answer.Php}.");
        }

        if (response.StandardError.Contains("open_basedir restriction in effect", StringComparison.Ordinal))
        {
            remedies.Add(InDocumentRoot(pool));
            return (IntegrationState.Skipped, "php-fpm alone was not asked: open_basedir keeps it from reading a probe below /run.");
        }

        if (response.Failure is { } failure)
        {
            remedies.Add(new Remedy("Test-FpmSocket shows on which rung it fails.", $"Test-FpmSocket -Endpoint {PasteText.PowerShellArgument(response.Endpoint.ToString())}"));
            return (IntegrationState.Failed, $"php-fpm alone fails: {failure.Message}");
        }

        string status = Number(response.Status);
        if (response.Status is NotFound or Forbidden)
        {
            return (IntegrationState.NotSeen, $"php-fpm alone answers, so a worker lives, but with {status}: it could not read the probe below /run{Said(response)}. A mount of its own or a security module can keep it from that.");
        }

        bool isError = response.Status >= FirstServerError;
        remedies.Add(new Remedy("See what PHP logged.", "Get-FpmLogEntry -Tail 20"));
        return (isError ? IntegrationState.Failed : IntegrationState.NotSeen, isError
            ? $"php-fpm alone fails: a script that does nothing of the site is answered with {status}{Said(response)}."
            : $"php-fpm alone answers with {status}, and not with what the probe says: something runs before it (auto_prepend_file){Said(response)}.");
    }

    private static NginxIntegration JudgeNginx(FpmPool pool, FpmHalfFacts fpm, IntegrationState alone, NginxHalfFacts facts, PhpProbeAnswer? handed, List<Remedy> remedies)
    {
        (IntegrationState state, string explanation) = StateOfNginx(pool, fpm, alone, facts, handed, remedies);
        return new NginxIntegration(
            state,
            explanation,
            facts.Upstream?.Server ?? string.Empty,
            facts.Upstream?.Location ?? string.Empty,
            facts.Upstream?.Path,
            facts.Upstream?.LineNumber,
            facts.Uri,
            facts.Address,
            facts.Answer?.Status,
            handed?.ScriptFileName ?? Escape(facts.ScriptFileName),
            handed?.DocumentRoot ?? Escape(facts.DocumentRoot));
    }

    private static (IntegrationState State, string Explanation) StateOfNginx(
        FpmPool pool, FpmHalfFacts fpm, IntegrationState alone, NginxHalfFacts facts, PhpProbeAnswer? handed, List<Remedy> remedies)
    {
        if (facts.Upstream is not { } upstream)
        {
            return (IntegrationState.Skipped, $"No location of an nginx here leads to the pool {pool.Pool}.");
        }

        string place = $"{upstream.Server} {upstream.Location}".TrimEnd();
        if (StateOfHandedOver(upstream, place, facts, remedies) is { } wrong)
        {
            return (IntegrationState.Failed, wrong);
        }

        if (!facts.IsRunning)
        {
            remedies.Add(new Remedy("See why it does not run.", "Get-GatewayService"));
            return (IntegrationState.Failed, "nginx fails: it does not run.");
        }

        if (fpm.DeniedTo is { } user)
        {
            remedies.Add(new Remedy("Let nginx's worker connect.", $"Repair-FpmSocketPermission -Pool {PasteText.PowerShellArgument(pool.Pool)} -ConfigurationPath {PasteText.PowerShellArgument(pool.ConfigurationPath)}"));
            return (IntegrationState.Failed, $"nginx fails: the kernel does not let {user}, nginx's worker, connect to {pool.Endpoint}.");
        }

        if (facts.Obstacle is { } obstacle)
        {
            remedies.Add(new Remedy(obstacle.Remedy));
            return (IntegrationState.NotSeen, $"nginx was not seen: {obstacle.What}: {obstacle.Reason}.");
        }

        if (facts.Answer is not { } answer)
        {
            return facts.Problem is null
                ? (IntegrationState.NotSeen, "nginx was not asked.")
                : (IntegrationState.Failed, $"nginx fails: {place} gives no answer: {facts.Problem}");
        }

        return StateOfAnswer(pool, alone, facts, place, answer, handed, remedies);
    }

    // What is wrong by the configuration alone, whatever answers.
    private static string? StateOfHandedOver(NginxUpstream upstream, string place, NginxHalfFacts facts, List<Remedy> remedies)
    {
        string? problem = upstream.ScriptFileName is null ? $"{place} hands over no SCRIPT_FILENAME, and php-fpm then answers with nothing"
            : facts.HasScriptDirectory == false ? $"{place} hands over SCRIPT_FILENAME {Escape(facts.ScriptFileName)}, and php-fpm has no such directory"
            : facts.MissedScript is { } missed ? $"the document root has {Escape(missed)}, and php-fpm has no file where SCRIPT_FILENAME points for it ({Escape(upstream.ScriptFileName)})"
            : null;
        if (problem is null)
        {
            return null;
        }

        remedies.Add(new Remedy($"Correct it at {upstream.Path}:{Number(upstream.LineNumber)}: fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name; is the usual one, with the right root."));
        return $"nginx fails: {problem}.";
    }

    private static (IntegrationState State, string Explanation) StateOfAnswer(
        FpmPool pool, IntegrationState alone, NginxHalfFacts facts, string place, SiteAnswer answer, PhpProbeAnswer? handed, List<Remedy> remedies)
    {
        string status = Number(answer.Status);
        if (handed is not null)
        {
            return (IntegrationState.Passed, $"nginx is well: {place} hands the probe over as {handed.ScriptFileName}.");
        }

        if (answer.BeginsWith("<?php"u8))
        {
            remedies.Add(new Remedy("Take the site down until this location hands over: it shows the source of scripts."));
            return (IntegrationState.Failed, $"nginx fails: {place} serves the source of scripts instead of handing them over.");
        }

        if (answer.BeginsWith("File not found."u8))
        {
            return facts.IsInDocumentRoot
                ? (IntegrationState.Failed, $"nginx fails: php-fpm finds no script where nginx points it to ({Escape(facts.ScriptFileName)}), though the probe lay in the document root.")
                : (IntegrationState.Passed, $"nginx is well: {place} reaches php-fpm, which knows no script of a name that nobody has.");
        }

        if (answer.BeginsWith("No input file specified."u8))
        {
            return (IntegrationState.Failed, $"nginx fails: {place} reaches php-fpm and names no script that it could open.");
        }

        if (answer.Status == Forbidden && answer.BeginsWith("Access denied."u8))
        {
            return (IntegrationState.Failed, $"nginx fails: php-fpm refuses what nginx names ({Escape(facts.ScriptFileName)}): it may not enter that directory, or security.limit_extensions does not allow it.");
        }

        if (answer.Status is BadGateway or GatewayTimeout or FirstServerError)
        {
            if (alone == IntegrationState.Failed)
            {
                return (IntegrationState.NotSeen, $"{place} answers {status}, as it must while php-fpm alone fails.");
            }

            remedies.Add(new Remedy("See what nginx logged.", "Get-NginxUpstreamError -Tail 20"));
            return (IntegrationState.Failed, $"nginx fails: {place} answers {status}.");
        }

        if (answer.PoweredBy?.StartsWith("PHP/", StringComparison.Ordinal) == true)
        {
            return (IntegrationState.Passed, $"nginx is well: PHP answers {place} with {status}.");
        }

        remedies.Add(InDocumentRoot(pool));
        return (IntegrationState.NotSeen, answer.Status == NotFound
            ? $"nginx was not seen to reach php-fpm: it answers 404 itself for a script that is not there (try_files or error_page in {place})."
            : $"nginx was not seen to reach php-fpm: {place} answers {status} before that, or the site's own code does.");
    }

    private static Remedy InDocumentRoot(FpmPool pool) =>
        new("A probe in the document root shows it: it lies there for a moment, written as the directory's owner.", $"Test-GatewayIntegration -Pool {PasteText.PowerShellArgument(pool.Pool)} -InDocumentRoot");

    private static string Said(FastCgiResponse response) => response.StandardError.Length switch
    {
        0 => string.Empty,
        > LongestShown => $" (it said: {SecretText.MaskCredentials(response.StandardError[..LongestShown])} ...)",
        _ => $" (it said: {SecretText.MaskCredentials(response.StandardError)})",
    };

    private static string? Escape(string? text) => text is null ? null : SafeText.Escape(text);

    private static string Number(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "no status";
}
