namespace Nginx502.Lab.LookAlikes.Answers;

/// <summary>The application answers 500 itself.</summary>
internal sealed class ErrorsOfTheApplication : LookAlike
{
    public override string Story => "a script answers 500 without a word of PHP; nginx passes it on.";

    public override Cause? Warned => Cause.StatusByDesign;

    public override async Task PrepareAsync(LabHost host)
    {
        host.WriteScript("order.php", "http_response_code(500); echo 'sold out';");
        await VisitAsync(host, 500, "/order.php").ConfigureAwait(false);
        await VisitAsync(host, 200).ConfigureAwait(false);
    }
}
