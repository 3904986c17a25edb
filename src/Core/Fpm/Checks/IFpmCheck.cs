namespace Nginx502.Fpm;

/// <summary>Looks for one kind of values that pass php-fpm's own test and are surely not meant, or will not start.</summary>
internal interface IFpmCheck
{
    /// <summary>Looks, and says what it finds.</summary>
    void Check(FpmCheckContext context);
}
