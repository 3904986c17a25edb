<?php
// Asked once by Test-GatewayIntegration of the module Nginx502, and removed right after. It changes nothing and tells no secret.
// Words that any PHP from 5.3 on understands, and no extension: what is tested may lack any.
function nginx502_refuse()
{
    header('HTTP/1.1 404 Not Found');
    exit;
}

function nginx502_given($name)
{
    $value = isset($_SERVER[$name]) ? $_SERVER[$name] : getenv($name);
    return is_string($value) ? $value : '';
}

function nginx502_text($value)
{
    if (!is_scalar($value) || $value === false) {
        return 'null';
    }

    // Each byte that is no plain character is escaped by its number: the answer is ASCII whatever is in it.
    $value = substr((string) $value, 0, 4096);
    $text = '"';
    for ($index = 0; $index < strlen($value); $index++) {
        $byte = ord($value[$index]);
        $text .= $byte < 0x20 || $byte > 0x7e || $byte === 0x22 || $byte === 0x5c ? sprintf('\\u%04x', $byte) : $value[$index];
    }

    return $text . '"';
}

function nginx502_object($pairs)
{
    $parts = array();
    foreach ($pairs as $name => $value) {
        $parts[] = '"' . $name . '":' . $value;
    }

    return '{' . implode(',', $parts) . '}';
}

function nginx502_list($values)
{
    return '[' . implode(',', array_map('nginx502_text', array_slice($values, 0, 500))) . ']';
}

function nginx502_call($name)
{
    return function_exists($name) ? @$name() : null;
}

function nginx502_setting($name)
{
    return nginx502_text(function_exists('ini_get') ? @ini_get($name) : null);
}

$token = nginx502_given('HTTP_X_NGINX502_TOKEN');
if (time() > EXPIRES || !function_exists('hash') || strlen($token) !== 64 || strtoupper(hash('sha256', $token)) !== 'TOKEN_HASH') {
    nginx502_refuse();
}

$limits = array();
foreach (array('memory_limit', 'max_execution_time', 'max_input_time', 'post_max_size', 'upload_max_filesize', 'output_buffering', 'open_basedir') as $name) {
    $limits[$name] = nginx502_setting($name);
}

$opcache = array();
foreach (array('opcache.enable', 'opcache.memory_consumption', 'opcache.validate_timestamps', 'opcache.jit', 'opcache.jit_buffer_size') as $name) {
    $opcache[$name] = nginx502_setting($name);
}

$status = function_exists('opcache_get_status') ? @opcache_get_status(false) : null;
$state = array();
if (is_array($status)) {
    $memory = isset($status['memory_usage']) ? $status['memory_usage'] : array();
    $statistics = isset($status['opcache_statistics']) ? $status['opcache_statistics'] : array();
    $jit = isset($status['jit']) ? $status['jit'] : array();
    $state['enabled'] = nginx502_text(empty($status['opcache_enabled']) ? '0' : '1');
    $state['full'] = nginx502_text(empty($status['cache_full']) ? '0' : '1');
    $state['used'] = nginx502_text(isset($memory['used_memory']) ? $memory['used_memory'] : null);
    $state['free'] = nginx502_text(isset($memory['free_memory']) ? $memory['free_memory'] : null);
    $state['wasted'] = nginx502_text(isset($memory['wasted_memory']) ? $memory['wasted_memory'] : null);
    $state['scripts'] = nginx502_text(isset($statistics['num_cached_scripts']) ? $statistics['num_cached_scripts'] : null);
    $state['jit'] = nginx502_text(empty($jit['on']) ? '0' : '1');
    $state['jit_buffer'] = nginx502_text(isset($jit['buffer_size']) ? $jit['buffer_size'] : null);
}

$scanned = nginx502_call('php_ini_scanned_files');
$files = is_string($scanned) ? array_map('trim', explode(',', $scanned)) : array();
$extensions = nginx502_call('get_loaded_extensions');
header('Content-Type: application/json');
header('Cache-Control: no-store');
echo nginx502_object(array(
    'nginx502' => '1',
    'version' => nginx502_text(PHP_VERSION),
    'sapi' => nginx502_text(PHP_SAPI),
    'ini_file' => nginx502_text(nginx502_call('php_ini_loaded_file')),
    'ini_scanned' => nginx502_list($files),
    'limits' => nginx502_object($limits),
    'extensions' => nginx502_list(is_array($extensions) ? $extensions : array()),
    'opcache_settings' => nginx502_object($opcache),
    'opcache' => nginx502_object($state),
    'script_filename' => nginx502_text(nginx502_given('SCRIPT_FILENAME')),
    'document_root' => nginx502_text(nginx502_given('DOCUMENT_ROOT')),
));
