namespace Nginx502.UnitTests.Words;

public class SecretTextTests
{
    [Theory]
    [InlineData("DB_PASSWORD")]
    [InlineData("MYSQL_PWD")]
    [InlineData("pass")]
    [InlineData("APP_KEY")]
    [InlineData("API-Key")]
    [InlineData("JWT_SECRET")]
    [InlineData("Authorization")]
    [InlineData("session.save_path")]
    [InlineData("SENTRY_DSN")]
    [InlineData("AUTH_SALT")]
    public void A_name_tells_of_a_secret(string name) => Assert.True(SecretText.IsSecretName(name));

    [Theory]
    [InlineData("memory_limit")]
    [InlineData("author")]
    [InlineData("SCRIPT_FILENAME")]
    [InlineData("keyboard")]
    [InlineData("bypass_cache_at")]
    public void Other_names_do_not(string name) => Assert.False(SecretText.IsSecretName(name));

    [Theory]
    [InlineData("PATH", "/usr/bin", "/usr/bin")]
    [InlineData("LC_ALL", "C.UTF-8", "C.UTF-8")]
    [InlineData("HOSTNAME", "$HOSTNAME", "$HOSTNAME")]
    [InlineData("DB_HOST", "10.0.0.5", "***")]
    [InlineData("ANYTHING", "$ANYTHING", "$ANYTHING")]
    [InlineData("ANYTHING", "", "")]
    public void Variables_are_masked_unless_they_are_known_to_be_harmless(string name, string value, string shown) =>
        Assert.Equal(shown, SecretText.MaskVariable(name, value));

    [Theory]
    [InlineData("memory_limit", "256M", "256M")]
    [InlineData("mysqli.default_pw", "x", "***")]
    [InlineData("app.secret", "x", "***")]
    [InlineData("session.save_path", "/var/lib/php/sessions", "/var/lib/php/sessions")]
    [InlineData("session.save_path", "\"2;0600;/mnt/s\"", "\"2;0600;/mnt/s\"")]
    [InlineData("session.save_path", "tcp://10.0.0.5:6379?auth=x", "***")]
    [InlineData("session.save_path", "/run/redis.sock?auth=x", "***")]
    [InlineData("session.save_path", "host1:11211", "***")]
    [InlineData("note", "invalid port in upstream \"user:x@10.0.0.5:80/\"", "invalid port in upstream \"user:***@10.0.0.5:80/\"")]
    [InlineData("note", "\"unix:@abstract\" and \"10.0.0.5:80\"", "\"unix:@abstract\" and \"10.0.0.5:80\"")]
    [InlineData("sendmail_path", "/usr/bin/msmtp --password=abc -t", "/usr/bin/msmtp --password=*** -t")]
    public void Settings_are_masked_by_their_names_and_by_what_they_carry(string name, string value, string shown) =>
        Assert.Equal(shown, SecretText.MaskSetting(name, value));

    [Theory]
    [InlineData("mysql://shop:hunter2@db/shop", "mysql://shop:***@db/shop")]
    [InlineData("tcp://redis:6379?auth=abc&database=2", "tcp://redis:6379?auth=***&database=2")]
    [InlineData("Authorization: Bearer abcdef123456", "Authorization: Bearer ***")]
    [InlineData("https://shop.example/a:b@c", "https://shop.example/a:b@c")]
    [InlineData("no secret at all", "no secret at all")]
    public void Credentials_are_taken_out_of_a_text(string text, string shown) => Assert.Equal(shown, SecretText.MaskCredentials(text));

    [Theory]
    [InlineData("/pay.php?card=1", "/pay.php?***")]
    [InlineData("/pay.php?", "/pay.php?")]
    [InlineData("/pay.php", "/pay.php")]
    public void A_query_string_is_masked(string uri, string shown) => Assert.Equal(shown, SecretText.MaskQuery(uri));
}
